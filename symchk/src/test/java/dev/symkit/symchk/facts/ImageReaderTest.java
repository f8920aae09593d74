// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.store.key.PdbReference;
import dev.symkit.symchk.TestImages;
import dev.symkit.testkit.PeBuilder;
import dev.symkit.testkit.PeImageBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ImageReaderTest {
    private static Candidate read(byte[] file) throws IOException {
        return ImageReader.read(ByteSource.of("file", file));
    }

    private static ImageFacts facts(byte[] file) throws IOException {
        return ((Candidate.Program) read(file)).facts();
    }

    @Test
    void aFileThatIsNoImageFailsIfNamed() throws IOException {
        byte[] dos = new byte[100];
        dos[0] = 'M';
        dos[1] = 'Z';
        for (byte[] file : new byte[][] {{}, "text".getBytes(java.nio.charset.StandardCharsets.UTF_8), dos}) {
            assertThat(read(file)).isEqualTo(new Candidate.Other("not a PE image", true));
        }
    }

    @Test
    void anImageThatIsCutIsDamaged() throws IOException {
        byte[] whole = TestImages.image();
        assertThat(read(whole)).isInstanceOf(Candidate.Program.class);
        Candidate damaged = new Candidate.Other("damaged PE image", true);
        assertThat(read(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(damaged);
        assertThat(read(Arrays.copyOf(whole, PeBuilder.HEADER + 30))).isEqualTo(damaged);
    }

    @Test
    void anImageWithoutCodeIsIgnoredUnlessItNamesAPdb() throws IOException {
        assertThat(read(new PeBuilder().build())).isEqualTo(new Candidate.Other("no executable code", false));
        assertThat(facts(TestImages.image()).pdb()).isPresent();
        byte[] code = new PeImageBuilder()
                .section(".text", 0x1000, new byte[] {1}, PeImageBuilder.CODE)
                .build();
        assertThat(facts(code).pdb()).isEmpty();
    }

    @Test
    void readsWhatACheckNeeds() throws IOException {
        ImageFacts facts = facts(TestImages.image("C:\\build/dir\\App.pdb"));
        assertThat(facts.timestamp()).isEqualTo(0x5A0BC0C6L);
        assertThat(facts.imageIndex()).isEqualTo("5A0BC0C6c83000");
        PdbReference pdb = facts.pdb().orElseThrow();
        assertThat(pdb.name()).isEqualTo("App.pdb");
        assertThat(pdb.path()).isEqualTo("C:\\build/dir\\App.pdb");
        assertThat(pdb.index()).isEqualTo("5DAD44455A83417DBDB6BE0655EE650D1");
        assertThat(facts.hasDbgData()).isFalse();
    }

    @Test
    void knowsOldAndPortableReferences() throws IOException {
        ImageFacts old =
                facts(new PeBuilder().nb10(0x3B7D82D3L, 0x1A, "old.pdb").build());
        assertThat(old.pdb().orElseThrow().index()).isEqualTo("3B7D82D31a");
        ImageFacts portable =
                facts(new PeBuilder().portable(TestImages.GUID, "net.pdb").build());
        assertThat(portable.pdb().orElseThrow().index()).isEqualTo("5DAD44455A83417DBDB6BE0655EE650DFFFFFFFF");
    }

    @Test
    void aRecordWithoutNameIsNoReference() throws IOException {
        ImageFacts facts = facts(TestImages.image(""));
        assertThat(facts.codeView()).isPresent();
        assertThat(facts.pdb()).isEqualTo(Optional.empty());
    }

    @Test
    void damagedImagesGiveAnAnswer() throws IOException {
        byte[] image = TestImages.image();
        for (int i = 0; i < image.length; i++) {
            answers(Arrays.copyOf(image, i));
            byte[] mutant = image.clone();
            mutant[i] ^= (byte) (1 << i % 8);
            answers(mutant);
        }
    }

    private static void answers(byte[] file) {
        try {
            assertThat(read(file)).isNotNull();
        } catch (FormatException e) {
            throw new AssertionError("a damaged image is a candidate of its own", e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
