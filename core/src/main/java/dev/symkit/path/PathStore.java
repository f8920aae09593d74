// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

/** One place in a symbol path. */
public sealed interface PathStore {

    /** The text that stands for this place in a symbol path, with the secrets of a URL; empty for the default store. */
    String text();

    /** Whether it is a server that files are only fetched from: it is no cache, and one alone has the default store in front of it. */
    default boolean isReadOnly() {
        return false;
    }

    /**
     * The default downstream store, see {@link DefaultStore}.
     *
     * @param implicit whether the path does not name it: it was put in front of a chain that starts with a server
     */
    record Default(boolean implicit) implements PathStore {
        @Override
        public String text() {
            return "";
        }
    }

    /**
     * A directory of this machine, or what looks like one.
     *
     * @param path as written, without a slash at the end unless it is a root
     */
    record Directory(String path) implements PathStore {
        @Override
        public String text() {
            return path;
        }
    }

    /**
     * A directory on a server, {@code \\host\share\...}.
     *
     * @param path as written, without a slash at the end
     */
    record Unc(String path) implements PathStore {
        @Override
        public String text() {
            return path;
        }
    }

    /**
     * An HTTP or HTTPS store. Its {@code toString} shows no secret, {@link #text} does.
     *
     * @param url as written, in its case and with its query; without a slash at the end of the path
     */
    record Url(String url) implements PathStore {
        @Override
        public String text() {
            return url;
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public String toString() {
            return "Url[url=" + UrlText.masked(url) + "]";
        }
    }

    /**
     * A store in a bucket of object storage: that of the provider for {@link #DLL}, which gets the text. Its {@code toString} shows no secret
     * that was written there by mistake.
     *
     * @param url {@code s3://bucket/prefix} as written, without a slash at the end
     */
    record Bucket(String url) implements PathStore {
        /** Name of the provider, as {@code symsrv*s3.dll*...} has it. */
        public static final String DLL = "s3.dll";

        @Override
        public String text() {
            return url;
        }

        @Override
        public boolean isReadOnly() {
            return true;
        }

        @Override
        public String toString() {
            return "Bucket[url=" + UrlText.masked(url) + "]";
        }
    }
}
