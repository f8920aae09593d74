// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.PdbBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the key of a PDB costs does not depend on the size of the PDB. */
class KeyCostTest {
    private static final long BUDGET = 64 << 10;

    @ParameterizedTest
    @ValueSource(ints = {4096, 8192})
    void findsTheKeyOfSixGibibytesInSixtyFourKibibytes(int pageSize) throws IOException {
        PdbBuilder builder = new PdbBuilder()
                .in(MsfBuilder.big(pageSize))
                .guid(UUID.fromString("c9a61ddd-d7e4-4353-a668-e39ac614a7ea"))
                .typesSize(0xFFFFFFFEL)
                .module("a.obj", 0, 8);
        Sparse source = new Sparse(builder.msf().zeros(2L << 30).image());
        assertThat(source.size()).isGreaterThan(6L << 30);
        assertThat(new KeyReader().identify(source).orElseThrow().indexes())
                .containsExactly("C9A61DDDD7E44353A668E39AC614A7EA1");
        assertThat(source.bytesRead).isPositive().isLessThanOrEqualTo(BUDGET);
    }

    /** A built file that takes memory only for the pages with content, and counts what is read. */
    private static final class Sparse implements ByteSource {
        private final MsfBuilder.Image image;
        private long bytesRead;

        Sparse(MsfBuilder.Image image) {
            this.image = image;
        }

        @Override
        public String name() {
            return "sparse.pdb";
        }

        @Override
        public long size() {
            return image.size();
        }

        @Override
        public void read(long position, byte[] into, int at, int length) {
            bytesRead += length;
            Arrays.fill(into, at, at + length, (byte) 0);
            for (int done = 0; done < length; ) {
                int inPage = (int) ((position + done) % image.pageSize());
                int count = Math.min(length - done, image.pageSize() - inPage);
                byte[] page = image.pages().get((position + done) / image.pageSize());
                if (page != null) {
                    System.arraycopy(page, inPage, into, at + done, count);
                }
                done += count;
            }
        }

        @Override
        public void close() {}
    }
}
