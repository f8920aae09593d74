// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.smb;

import com.hierynomus.smbj.auth.AuthenticationContext;

/** Whom a server is asked to let in. The password leaves this class only towards the server; no text shows it. Immutable. */
final class SmbCredentials {
    /** Nobody in particular. */
    static final SmbCredentials GUEST = new SmbCredentials("Guest", "", "");

    private final String user;
    private final String domain;
    private final String password;

    private SmbCredentials(String user, String domain, String password) {
        this.user = user;
        this.domain = domain;
        this.password = password;
    }

    /** @param account {@code user}, {@code DOMAIN\\user} or {@code user@domain} */
    static SmbCredentials of(String account, String password) {
        int backslash = account.indexOf('\\');
        if (backslash >= 0) {
            return new SmbCredentials(account.substring(backslash + 1), account.substring(0, backslash), password);
        }
        int at = account.lastIndexOf('@');
        return at > 0
                ? new SmbCredentials(account.substring(0, at), account.substring(at + 1), password)
                : new SmbCredentials(account, "", password);
    }

    /** What smbj wants. */
    AuthenticationContext context() {
        return new AuthenticationContext(user, password.toCharArray(), domain.isEmpty() ? null : domain);
    }

    /** For messages: the account without its password. */
    String shown() {
        if (this == GUEST) {
            return "guest (no user is named for this server in netrc or by -Dsymsrv.smb.user)";
        }
        return "'" + (domain.isEmpty() ? "" : domain + "\\") + user + "'";
    }

    @Override
    public String toString() {
        return shown();
    }
}
