// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.auth;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sources of credentials, in the order of symsrv.md 10.2. */
public final class CredentialSources {
    private CredentialSources() {}

    /**
     * The sources that the options allow. What the user answers is kept in the list that is returned: a new list asks again.
     *
     * @param environment where secrets and the window of the debugger are named
     */
    public static List<CredentialSource> of(LoginOptions options, Map<String, String> environment) {
        List<CredentialSource> sources = new ArrayList<>();
        sources.add(new ConfiguredSource(environment));
        sources.add(new UserInfoSource());
        options.authorization().ifPresent(value -> sources.add(new FixedSource(value)));
        boolean silent = options.prompter().isEmpty();
        for (Path provider : options.providers()) {
            sources.add(new ProviderSource(new ProviderProcess(provider, silent, environment)));
        }
        options.netrc().ifPresent(file -> sources.add(new NetrcSource(file)));
        options.prompter().ifPresent(prompter -> sources.add(new PromptSource(prompter)));
        return List.copyOf(sources);
    }
}
