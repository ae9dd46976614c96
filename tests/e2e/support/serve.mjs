// A web server for pages, on loopback only.

import { once } from "node:events";
import { createServer } from "node:http";

export class Server {
  #server;

  static async start(answer) {
    const server = createServer(answer);
    await once(server.listen(0, "127.0.0.1"), "listening");
    return new Server(server);
  }

  constructor(server) {
    this.#server = server;
    this.origin = `http://127.0.0.1:${server.address().port}`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
