// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.settings;

import java.util.Optional;

/**
 * How a look-up is done: the options of the symbol server (symsrv.md 11.4). Immutable. What concerns HTTP as a whole, for example the
 * proxy and the retries of {@code RETRY_APP_HANG}, is in {@link HttpSettings}; hosts are never pinged before they are asked.
 *
 * @param verify how files are checked (14.1)
 * @param noCopy {@code NOCOPY}: nothing is copied, the result is where the file is
 * @param secure {@code SECURE}: no downstream stores, no HTTP, no providers
 * @param overwrite {@code OVERWRITE}: only the rightmost store of a chain is asked, its file replaces copies
 * @param flatDefaultStore {@code FLAT_DEFAULT_STORE}: the default store has no directories
 * @param favorCompressed {@code FAVOR_COMPRESSED}: the compressed form is asked for first
 * @param dontUncompress {@code DONT_UNCOMPRESS}: a compressed file stays one
 * @param blackout whether stores that fail are left alone for a while; not with {@code DISABLE_TIMEOUT}
 * @param uriFilter {@code URI_FILTER}: bits of the candidates that are tried (7.4)
 * @param tiers {@code URI_TIERS}: 1 or 2 for all stores; 0 asks them
 * @param refresh whether remembered misses are ignored
 * @param offline whether no store of the network is asked
 * @param autodetect whether a plain directory with {@code pingme.txt} is taken for a store (3.3)
 * @param noLongerIndexedAuthoritative whether a pointer with {@code NoLongerIndexed} ends the search in all stores
 * @param plain how plain directories are searched
 * @param authorization value of the header {@code Authorization} for the HTTP stores; secret
 */
public record LookupOptions(
        Verify verify,
        boolean noCopy,
        boolean secure,
        boolean overwrite,
        boolean flatDefaultStore,
        boolean favorCompressed,
        boolean dontUncompress,
        boolean blackout,
        int uriFilter,
        int tiers,
        boolean refresh,
        boolean offline,
        boolean autodetect,
        boolean noLongerIndexedAuthoritative,
        PlainOptions plain,
        Optional<String> authorization) {
    /** What holds where nothing is said. */
    public static final LookupOptions DEFAULT = builder().build();

    /** All candidates. */
    public static final int ALL_CANDIDATES = 0xFF;

    /** Refuses a number of tiers that there is not. */
    public LookupOptions {
        if (tiers < 0 || tiers > 2) {
            throw new IllegalArgumentException(tiers + " tiers");
        }
    }

    /** How files are checked (symsrv.md 14.1). */
    public enum Verify {
        /** Not at all, but for being empty. */
        NONE,
        /** By their first bytes; what is copied into a cache by its identity too. */
        MAGIC,
        /** By their identity but for the age. */
        IDENTITY_OF_ANY_AGE,
        /** By their identity. */
        IDENTITY
    }

    /**
     * How plain directories are searched (symsrv.md 5).
     *
     * @param symbolsFirst whether {@code symbols/EXT} is looked at before the directory itself
     * @param compressed whether compressed files count
     * @param loadAnything whether a file of another build is taken if there is none of the right one
     */
    public record PlainOptions(boolean symbolsFirst, boolean compressed, boolean loadAnything) {
        /** The order of the trace of DbgHelp, exact matches only. */
        public static final PlainOptions DEFAULT = new PlainOptions(false, false, false);
    }

    /** A builder with what holds where nothing is said. */
    public static Builder builder() {
        return new Builder();
    }

    /** These options for a look-up that must not do more than {@code base} allows: what is secure or offline stays so. */
    public LookupOptions within(LookupOptions base) {
        boolean secureNow = secure || base.secure;
        boolean offlineNow = offline || base.offline;
        return secureNow == secure && offlineNow == offline
                ? this
                : toBuilder().secure(secureNow).offline(offlineNow).build();
    }

    /** A builder that starts with these options. */
    public Builder toBuilder() {
        return new Builder(this);
    }

    /** Without the header. */
    @Override
    public String toString() {
        return "LookupOptions[verify=" + verify + ", noCopy=" + noCopy + ", secure=" + secure + ", overwrite="
                + overwrite + ", offline=" + offline + "]";
    }

    /** Collects options. Confined to one thread. */
    public static final class Builder {
        private Verify verify = Verify.MAGIC;
        private boolean noCopy;
        private boolean secure;
        private boolean overwrite;
        private boolean flatDefaultStore;
        private boolean favorCompressed;
        private boolean dontUncompress;
        private boolean blackout = true;
        private int uriFilter = ALL_CANDIDATES;
        private int tiers;
        private boolean refresh;
        private boolean offline;
        private boolean autodetect = true;
        private boolean noLongerIndexedAuthoritative;
        private PlainOptions plain = PlainOptions.DEFAULT;
        private Optional<String> authorization = Optional.empty();

        private Builder() {}

        private Builder(LookupOptions from) {
            verify = from.verify;
            noCopy = from.noCopy;
            secure = from.secure;
            overwrite = from.overwrite;
            flatDefaultStore = from.flatDefaultStore;
            favorCompressed = from.favorCompressed;
            dontUncompress = from.dontUncompress;
            blackout = from.blackout;
            uriFilter = from.uriFilter;
            tiers = from.tiers;
            refresh = from.refresh;
            offline = from.offline;
            autodetect = from.autodetect;
            noLongerIndexedAuthoritative = from.noLongerIndexedAuthoritative;
            plain = from.plain;
            authorization = from.authorization;
        }

        /** Sets {@link LookupOptions#verify}. */
        public Builder verify(Verify value) {
            verify = value;
            return this;
        }

        /** Sets {@link LookupOptions#noCopy}. */
        public Builder noCopy(boolean value) {
            noCopy = value;
            return this;
        }

        /** Sets {@link LookupOptions#secure}. */
        public Builder secure(boolean value) {
            secure = value;
            return this;
        }

        /** Sets {@link LookupOptions#overwrite}. */
        public Builder overwrite(boolean value) {
            overwrite = value;
            return this;
        }

        /** Sets {@link LookupOptions#flatDefaultStore}. */
        public Builder flatDefaultStore(boolean value) {
            flatDefaultStore = value;
            return this;
        }

        /** Sets {@link LookupOptions#favorCompressed}. */
        public Builder favorCompressed(boolean value) {
            favorCompressed = value;
            return this;
        }

        /** Sets {@link LookupOptions#dontUncompress}. */
        public Builder dontUncompress(boolean value) {
            dontUncompress = value;
            return this;
        }

        /** Sets {@link LookupOptions#blackout}. */
        public Builder blackout(boolean value) {
            blackout = value;
            return this;
        }

        /** Sets {@link LookupOptions#uriFilter}. */
        public Builder uriFilter(int value) {
            uriFilter = value;
            return this;
        }

        /** Sets {@link LookupOptions#tiers}. */
        public Builder tiers(int value) {
            tiers = value;
            return this;
        }

        /** Sets {@link LookupOptions#refresh}. */
        public Builder refresh(boolean value) {
            refresh = value;
            return this;
        }

        /** Sets {@link LookupOptions#offline}. */
        public Builder offline(boolean value) {
            offline = value;
            return this;
        }

        /** Sets {@link LookupOptions#autodetect}. */
        public Builder autodetect(boolean value) {
            autodetect = value;
            return this;
        }

        /** Sets {@link LookupOptions#noLongerIndexedAuthoritative}. */
        public Builder noLongerIndexedAuthoritative(boolean value) {
            noLongerIndexedAuthoritative = value;
            return this;
        }

        /** Sets {@link LookupOptions#plain}. */
        public Builder plain(PlainOptions value) {
            plain = value;
            return this;
        }

        /** Sets {@link LookupOptions#authorization}. */
        public Builder authorization(String value) {
            authorization = Optional.of(value);
            return this;
        }

        /** The options. */
        public LookupOptions build() {
            return new LookupOptions(
                    verify,
                    noCopy,
                    secure,
                    overwrite,
                    flatDefaultStore,
                    favorCompressed,
                    dontUncompress,
                    blackout,
                    uriFilter,
                    tiers,
                    refresh,
                    offline,
                    autodetect,
                    noLongerIndexedAuthoritative,
                    plain,
                    authorization);
        }
    }
}
