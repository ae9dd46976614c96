#include "shell/load_errors.h"

#include <gtest/gtest.h>
#include <webkit2/webkit2.h>

#include "shell/glib_ptr.h"

namespace cation::shell {
namespace {

LoadError map(GQuark domain, int code, const std::string& url = "http://there/") {
  const ErrorPtr error(g_error_new_literal(domain, code, "text"));
  return load_error_of(*error, url);
}

TEST(LoadErrors, TheNetworksErrorsHaveChromiumsNumbers) {
  EXPECT_EQ(map(G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED).code, -102);
  EXPECT_EQ(map(G_IO_ERROR, G_IO_ERROR_TIMED_OUT).code, -118);
  EXPECT_EQ(map(G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE).code, -109);
  EXPECT_EQ(map(G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND).code, -105);
  EXPECT_EQ(map(WEBKIT_NETWORK_ERROR, WEBKIT_NETWORK_ERROR_CANCELLED).code, -3);
  EXPECT_EQ(map(WEBKIT_POLICY_ERROR, WEBKIT_POLICY_ERROR_CANNOT_SHOW_URI).code, -302);
}

TEST(LoadErrors, AFileIsMissingOrForbidden) {
  EXPECT_EQ(map(G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "file:///no/such/file"),
            load_errors::file_not_found);
  EXPECT_EQ(map(G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "file:///proc/self/status"),
            load_errors::access_denied);
}

TEST(LoadErrors, WhatIsUnknownHasFailed) {
  EXPECT_EQ(map(g_quark_from_static_string("some-domain"), 1), load_errors::failed);
}

TEST(LoadErrors, CertificatesAreToldApart) {
  EXPECT_EQ(load_error_of(G_TLS_CERTIFICATE_UNKNOWN_CA).code, -202);
  EXPECT_EQ(load_error_of(G_TLS_CERTIFICATE_EXPIRED).code, -201);
  EXPECT_EQ(load_error_of(G_TLS_CERTIFICATE_BAD_IDENTITY).code, -200);
  EXPECT_EQ(load_error_of(G_TLS_CERTIFICATE_REVOKED).code, -206);
}

}  // namespace
}  // namespace cation::shell
