// SPDX-License-Identifier: Apache-2.0
package dev.symkit.path;

/** One place in a symbol path. */
public sealed interface PathStore {

    /** The text that stands for this place in a symbol path, with the secrets of a URL; empty for the default store. */
    String text();

    /**
     * The default downstream store, see {@link DefaultStore}.
     *
     * @param implicit whether the path does not name it: it was put in front of a chain that starts with an HTTP store
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
        public String toString() {
            return "Url[url=" + UrlText.masked(url) + "]";
        }
    }
}
