// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.symbols;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Origin;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is known of a part is not read again, unless the file could not be read. */
class OnceTest {
    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void readsOnce() throws IOException {
        Once<Integer> once = new Once<>(reads::incrementAndGet);
        assertThat(once.get()).isEqualTo(1);
        assertThat(once.get()).isEqualTo(1);
    }

    @Test
    void remembersDamage() {
        FormatException damage =
                new FormatException(FormatException.Kind.TRUNCATED, new Origin("a.pdb", "stream 3", 4), "too short");
        Once<Integer> once = new Once<>(() -> {
            reads.incrementAndGet();
            throw damage;
        });
        assertThatThrownBy(once::get).isSameAs(damage);
        assertThatThrownBy(once::get).isSameAs(damage);
        assertThat(reads).hasValue(1);
    }

    @Test
    void triesAgainWhenTheFileCouldNotBeRead() throws IOException {
        Once<Integer> once = new Once<>(() -> {
            if (reads.incrementAndGet() == 1) {
                throw new IOException("the network is gone");
            }
            return 7;
        });
        assertThatThrownBy(once::get).hasMessage("the network is gone");
        assertThat(once.get()).isEqualTo(7);
    }
}
