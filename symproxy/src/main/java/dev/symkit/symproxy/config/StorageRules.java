// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What has to hold of {@code [storage]} and of directories in front of a bucket. Immutable. */
record StorageRules(Configuration configuration) {
    private static final String HEAD = "[storage]";
    private static final String SCHEME = "s3://";
    private static final Duration SHORTEST_POLL = Duration.ofMillis(100);
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(10);
    private static final Duration LONGEST_LIFE = Duration.ofDays(7);

    /** What does not hold. */
    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        Optional<String> url = configuration.find(StorageKeys.URL);
        if (!StorageKeys.isBucket(configuration)) {
            url.ifPresent(
                    text -> problems.add(new ConfigProblem(HEAD, "url means nothing with backend = disk", false)));
            return problems;
        }
        if (url.isEmpty()) {
            problems.add(fatal(HEAD, "backend = s3 needs url = s3://bucket/prefix"));
        }
        url.ifPresent(text -> problems.addAll(url(text)));
        if (configuration.upstream(StorageKeys.NAME).isPresent()) {
            problems.add(fatal("[upstream storage]", "with backend = s3 that is what the bucket is called"));
        }
        problems.addAll(times());
        configuration.directories().forEach(directory -> problems.addAll(directory(directory)));
        return problems;
    }

    private List<ConfigProblem> url(String text) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (!text.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            problems.add(fatal(HEAD, "url is not s3://bucket/prefix"));
        }
        boolean each = text.contains(StorageKeys.DIRECTORY);
        if (configuration.directories().size() > 1 && !each) {
            problems.add(fatal(HEAD, "several directories need " + StorageKeys.DIRECTORY + " in url"));
        }
        if (each && configuration.directoryNames().contains("")) {
            problems.add(fatal(HEAD, "the directory at the root of the URL has no name for " + StorageKeys.DIRECTORY));
        }
        return problems;
    }

    private List<ConfigProblem> times() {
        List<ConfigProblem> problems = new ArrayList<>();
        if (configuration.get(StorageKeys.POLL).compareTo(SHORTEST_POLL) < 0) {
            problems.add(fatal(HEAD, "poll is less than 100ms"));
        }
        Duration life = configuration.get(StorageKeys.REDIRECT_LIFE);
        if (life.compareTo(SHORTEST_LIFE) < 0 || life.compareTo(LONGEST_LIFE) > 0) {
            problems.add(fatal(HEAD, "redirectLife is not between 10s and 7d"));
        }
        return problems;
    }

    private static List<ConfigProblem> directory(ConfigSection directory) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (directory.get(DirectoryKeys.POINTERS) != DirectoryKeys.Pointers.NONE) {
            problems.add(fatal(directory.head(), "pointers in a bucket are not followed: pointers = none"));
        }
        return problems;
    }

    private static ConfigProblem fatal(String place, String text) {
        return new ConfigProblem(place, text, true);
    }
}
