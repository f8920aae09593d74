// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.settings;

import java.util.Map;

/**
 * What can be set for one store ({@code [store URL]} in symsrv.ini; symsrv.md 11.2).
 *
 * @param casing how names and indexes are written in requests
 * @param caseRetry whether a miss is asked for once more in the other casing
 * @param tiers 1 or 2; 0 asks the store
 * @param uriFilter bits of the candidates that are tried (symsrv.md 7.4)
 * @param on403 what the status 403 means
 * @param ranges whether large files are fetched in parallel parts
 * @param probe whether the candidates are asked for one after the other
 * @param pointers which pointers are followed
 * @param maxConcurrent requests at the same time; 0 for the default
 * @param headers more request headers; values may be secret
 * @param auth how the client makes itself known
 */
public record StoreSettings(
        Casing casing,
        boolean caseRetry,
        int tiers,
        int uriFilter,
        On403 on403,
        Ranges ranges,
        Probe probe,
        Pointers pointers,
        int maxConcurrent,
        Map<String, String> headers,
        AuthSettings auth) {
    /** The settings of a store of which nothing is set. */
    public static final StoreSettings DEFAULT = new StoreSettings(
            Casing.DEFAULT, false, 0, 0xFF, On403.AUTO, Ranges.AUTO, Probe.SEQUENTIAL, Pointers.DEFAULT, 0, Map.of());

    /** Copies the map. */
    public StoreSettings {
        headers = Map.copyOf(headers);
    }

    /** Settings of a store that says nothing of credentials. */
    public StoreSettings(
            Casing casing,
            boolean caseRetry,
            int tiers,
            int uriFilter,
            On403 on403,
            Ranges ranges,
            Probe probe,
            Pointers pointers,
            int maxConcurrent,
            Map<String, String> headers) {
        this(
                casing,
                caseRetry,
                tiers,
                uriFilter,
                on403,
                ranges,
                probe,
                pointers,
                maxConcurrent,
                headers,
                AuthSettings.UNSET);
    }

    /** These settings with others for credentials. */
    public StoreSettings withAuth(AuthSettings other) {
        return new StoreSettings(
                casing, caseRetry, tiers, uriFilter, on403, ranges, probe, pointers, maxConcurrent, headers, other);
    }

    /** The settings; of the headers only the names. */
    @Override
    public String toString() {
        return "StoreSettings[casing=" + casing + ", caseRetry=" + caseRetry + ", tiers=" + tiers + ", uriFilter="
                + uriFilter + ", on403=" + on403 + ", ranges=" + ranges + ", probe=" + probe + ", pointers=" + pointers
                + ", maxConcurrent=" + maxConcurrent + ", headers=" + headers.keySet() + ", auth=" + auth + "]";
    }

    /** The same with other request headers. */
    public StoreSettings withHeaders(Map<String, String> others) {
        return new StoreSettings(
                casing, caseRetry, tiers, uriFilter, on403, ranges, probe, pointers, maxConcurrent, others, auth);
    }

    /** How names and indexes are written (symsrv.md 2.2). */
    public enum Casing {
        /** The name as recorded, GUID and timestamp upper, the rest lower. */
        DEFAULT,
        /** The conventions of SSQP. */
        SSQP,
        /** The name lower, the index in the form that all spellings of it have in common (symproxy.md 8.2). */
        CANONICAL,
        /** Everything lower. */
        LOWER,
        /** Everything upper. */
        UPPER
    }

    /** What the status 403 means (symsrv.md 8.2). */
    public enum On403 {
        /** A miss, until the first three keys got nothing else. */
        AUTO,
        /** A miss. */
        MISS,
        /** No access. */
        DENY
    }

    /** Whether large files are fetched in parts. */
    public enum Ranges {
        /** If the store shows that it can. */
        AUTO,
        /** Never. */
        OFF
    }

    /** The order of the candidates (symsrv.md 7.2). */
    public enum Probe {
        /** One after the other. */
        SEQUENTIAL,
        /** All at once. */
        PARALLEL
    }

    /** Which pointers are followed (symsrv.md 4.3). */
    public enum Pointers {
        /** All of a directory, those to shares of an HTTP store. */
        DEFAULT,
        /** None. */
        NONE,
        /** Those into the same store. */
        SAME_STORE,
        /** Those to shares too. */
        UNC,
        /** All. */
        ANY
    }
}
