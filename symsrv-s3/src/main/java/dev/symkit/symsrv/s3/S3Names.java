// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

/** Paths of a store that can be keys of objects. */
final class S3Names {
    private S3Names() {}

    /** @throws IllegalArgumentException if a part of a path is empty, {@code .} or {@code ..}, or has a control character */
    static String check(String path) {
        if (path.isEmpty()) {
            return path;
        }
        for (String part : path.split("/", -1)) {
            if (part.isEmpty()
                    || part.equals(".")
                    || part.equals("..")
                    || part.chars().anyMatch(c -> c < ' ')) {
                throw new IllegalArgumentException("not a path in a store: '" + path + "'");
            }
        }
        return path;
    }
}
