declare namespace Electron {
  interface MessageEvent {
    data: any;
    ports: MessagePortMain[];
  }

  interface MessagePortMainEvents {
    message: [messageEvent: MessageEvent];
    close: [];
  }

  /** https://www.electronjs.org/docs/latest/api/message-port-main */
  interface MessagePortMain extends Emitter<MessagePortMainEvents> {
    postMessage(message: any, transfer?: MessagePortMain[]): void;
    start(): void;
    close(): void;
  }

  /** https://www.electronjs.org/docs/latest/api/message-channel-main */
  class MessageChannelMain {
    readonly port1: MessagePortMain;
    readonly port2: MessagePortMain;
  }
}
