// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.registry;

import dev.symkit.symproxy.config.BlackoutKeys;
import dev.symkit.symproxy.config.ConfigKey;
import dev.symkit.symproxy.config.DirectoryKeys;
import dev.symkit.symproxy.config.FillKeys;
import dev.symkit.symproxy.config.MissKeys;
import dev.symkit.symproxy.config.ServerKeys;
import dev.symkit.symproxy.config.UpstreamKeys;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;

/** What each value of the key {@code Symbol Server Proxy} becomes (symproxy.md 3.1). Stateless. */
final class ImportRules {
    /** The sample has 45 and the documentation says milliseconds; nobody means 45 ms. */
    private static final long MILLISECONDS_FROM = 1000;

    private static final long ALL_FORMS = 0x77;

    /**
     * A rule.
     *
     * @param name of the value
     * @param key what it becomes
     * @param text the value of the key
     */
    record Rule(String name, ConfigKey<?> key, LongFunction<String> text) {
        /** The value of the key; empty if it would not take that. */
        Optional<String> text(long value) {
            return Optional.of(text.apply(value))
                    .filter(made -> key.type().parse(made).isPresent());
        }
    }

    /** In the order in which they are written. */
    static final List<Rule> ALL = List.of(
            new Rule("RequestTimeout", ServerKeys.RESPONSE_TIMEOUT, ImportRules::seconds),
            new Rule("NoUncompress", FillKeys.UNCOMPRESS, ImportRules::not),
            new Rule("DontUncompress", FillKeys.UNCOMPRESS, ImportRules::not),
            new Rule("MissTimeout", MissKeys.TIMEOUT, ImportRules::seconds),
            new Rule("MissAgeCheck", MissKeys.AGE_CHECK, ImportRules::seconds),
            new Rule("MissAgeTimeout", MissKeys.AGE_TIMEOUT, ImportRules::seconds),
            new Rule("MissFileCache", MissKeys.PERSIST, value -> value == 0 ? "off" : "on"),
            new Rule(
                    "FailureTimeout",
                    BlackoutKeys.FAILURE_TIMEOUT,
                    value -> value < MILLISECONDS_FROM ? seconds(value) : value + "ms"),
            new Rule("FailureCount", BlackoutKeys.COUNT, Long::toString),
            new Rule("FailurePeriod", BlackoutKeys.PERIOD, ImportRules::seconds),
            new Rule("FailureBlackout", BlackoutKeys.DURATION, ImportRules::seconds),
            new Rule("NoFilePointers", DirectoryKeys.POINTERS, value -> value == 0 ? "follow" : "none"),
            new Rule("UriFilter", UpstreamKeys.URI_FILTER, ImportRules::filter),
            new Rule("UriTiers", UpstreamKeys.TIERS, value -> value == 0 ? "auto" : Long.toString(value)),
            new Rule("NoInternetProxy", UpstreamKeys.PROXY, value -> value == 0 ? "inherit" : "none"),
            new Rule("RetryAppHang", UpstreamKeys.RETRY_APP_HANG, Long::toString));

    /** Values that are known and have no key here. */
    private static final Map<String, String> WITHOUT_KEY = Map.of(
            "nocache", "a file that was fetched is always kept",
            "nolongerindexedauthoritive", "a pointer of an upstream never ends the search",
            "loglevel", "the meaning of its bits is not documented",
            "missfilethreads", "there are no such threads");

    private ImportRules() {}

    /** The rule for a name, in any case. */
    static Optional<Rule> of(String name) {
        return ALL.stream().filter(rule -> rule.name().equalsIgnoreCase(name)).findFirst();
    }

    /** Why a value has no rule. */
    static String reason(String name) {
        return WITHOUT_KEY.getOrDefault(name.toLowerCase(Locale.ROOT), "unknown");
    }

    /** The name behind the {@code x} that disables a value; empty if it is not disabled. */
    static Optional<String> disabled(String name) {
        String rest = name.isEmpty() ? "" : name.substring(1);
        boolean known = of(rest).isPresent() || WITHOUT_KEY.containsKey(rest.toLowerCase(Locale.ROOT));
        return name.regionMatches(true, 0, "x", 0, 1) && known ? Optional.of(rest) : Optional.empty();
    }

    /** A filter as it is; 0, which lets all through, names the three forms over HTTP and from shares. */
    private static String filter(long value) {
        return String.format(Locale.ROOT, "0x%02X", value == 0 ? ALL_FORMS : value);
    }

    private static String seconds(long value) {
        return value + "s";
    }

    private static String not(long value) {
        return value == 0 ? "on" : "off";
    }
}
