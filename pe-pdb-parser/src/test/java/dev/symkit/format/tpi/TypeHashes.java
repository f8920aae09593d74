// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.symkit.format.pdb.PdbHash;

/** Hash values of names, for tests. */
final class TypeHashes {
    private TypeHashes() {}

    static int ofName(String name) {
        byte[] bytes = name.getBytes(UTF_8);
        return PdbHash.hashV1(bytes, 0, bytes.length);
    }
}
