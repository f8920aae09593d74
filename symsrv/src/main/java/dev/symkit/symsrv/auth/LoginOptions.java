// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where credentials may come from besides the settings and the URL of a store ({@code symsrv.auth.*}; symsrv.md 10.2).
 *
 * @param allowHttp whether they may be sent over plain http
 * @param netrc the netrc file, if it may be used
 * @param providers programs of symsrv.md 10.3, in the order in which they are asked
 * @param prompter asks the user, if that is allowed
 * @param authorization a value of {@code Authorization} for every store that asks for one
 */
public record LoginOptions(
        boolean allowHttp,
        Optional<Path> netrc,
        List<Path> providers,
        Optional<Prompter> prompter,
        Optional<Secret> authorization) {
    /** No more than the settings and the URL of a store; nothing over plain http. */
    public static final LoginOptions DEFAULT =
            new LoginOptions(false, Optional.empty(), List.of(), Optional.empty(), Optional.empty());

    /** Copies the list. */
    public LoginOptions {
        providers = List.copyOf(providers);
    }
}
