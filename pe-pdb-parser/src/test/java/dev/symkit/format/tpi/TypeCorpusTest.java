// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.format.codeview.FieldReader;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.codeview.TypeReader;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FileByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.Corpus;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real type streams, as they are and damaged. */
class TypeCorpusTest {
    private static final int RANDOM_RUNS = 600;

    /** The bucket that the linker stored for a record is the strongest check of its name, properties and extent. */
    @Test
    void everyStoredBucketIsTheOneOfItsRecord() throws IOException {
        Corpus corpus = Corpus.assumePresent();
        long compared = 0;
        for (Corpus.Row row : corpus.manifest()) {
            if ((!row.kind().equals("PDB7") && !row.kind().equals("PDB2"))
                    || row.path().startsWith("malformed/")) {
                continue;
            }
            try (FileByteSource source = FileByteSource.open(corpus.file(row.path()))) {
                MsfFile msf = MsfFile.open(source);
                compared += compareBuckets(row.path(), msf, TypeStream.TPI);
                compared += compareBuckets(row.path(), msf, TypeStream.IPI);
            }
        }
        System.out.println("types: " + compared + " stored buckets compared");
        assertThat(compared).isGreaterThan(70_000);
    }

    private static long compareBuckets(String path, MsfFile msf, int number) throws IOException {
        TypeStream types;
        try {
            var opened = TypeStream.open(msf, number);
            if (opened.isEmpty() || !opened.get().hasHashValues()) {
                return 0;
            }
            types = opened.get();
        } catch (FormatException noTypes) {
            assertThat(number).as(path).isEqualTo(TypeStream.IPI); // before VC110 stream 4 is something else
            return 0;
        }
        TypeReader reader = types.reader();
        int buckets = (int) types.header().bucketCount();
        while (reader.next()) {
            int hash = TypeHash.of(reader, types.header().version());
            assertThat((long) Integer.remainderUnsigned(hash, buckets))
                    .as("%s: type 0x%X", path, reader.typeIndex())
                    .isEqualTo(types.hashValue(reader.typeIndex()));
        }
        assertThat(reader.typeIndex() + 1).as(path).isEqualTo(types.header().endIndex());
        return types.count();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "native/x64-types/test_types_x64.dll.pdb",
                "native/x64-vs2019-brepro/Native_x64_VS2019_SHA256.pdb",
                "native/x86-vs2003/Compiled2003.pdb",
                "pdb20/CommandLine.pdb",
                "pdb20/vc60.pdb"
            })
    void everyRecordAndFieldIsKnownAndFoundByIndexAndName(String path) throws IOException {
        MsfFile msf = MsfFile.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
        TypeStream types = TypeStream.open(msf, TypeStream.TPI).orElseThrow();
        TypeReader reader = types.reader();
        int definitions = 0;
        while (reader.next()) {
            assertThat(reader.decode()).isEqualTo(types.typeAt(reader.typeIndex()));
            assertThat(reader.decode().leaf()).isEqualTo(reader.leaf());
            if (reader.leaf() == LeafKind.LF_FIELDLIST) {
                FieldReader fields = reader.fields();
                while (fields.next()) {
                    assertThat(fields.isUnknown()).isFalse();
                }
            }
            if (TypeHash.isDefinition(reader)) {
                Name name = reader.name();
                TypeReader found = types.readerAt(types.findByName(name));
                assertThat(found.next()).isTrue();
                assertThat(found.name()).isEqualTo(name);
                definitions++;
            }
        }
        assertThat(definitions).isPositive();
    }

    @Test
    void writesNamesAndLayoutsOfAKnownProgram() throws IOException {
        String path = "native/x64-types/test_types_x64.dll.pdb";
        MsfFile msf = MsfFile.open(ByteSource.of(path, Corpus.assumePresent().bytes(path)));
        TypeStream types = TypeStream.open(msf, TypeStream.TPI).orElseThrow();
        long index = types.findByName(Name.of("testing::TestAllInOneUDT"));
        TypeLayout layout = TypeLayout.of(types, index).orElseThrow();
        TypeNames names = new TypeNames(types);
        StringBuilder text = new StringBuilder();
        for (TypeLayout.Base base : layout.bases()) {
            text.append(base.offset())
                    .append(base.isVirtual() ? " virtual " : " ")
                    .append(names.nameOf(base.type()))
                    .append('\n');
        }
        for (TypeLayout.Member member : layout.members()) {
            text.append(member.offset())
                    .append(' ')
                    .append(names.nameOf(member.type()))
                    .append(' ')
                    .append(member.name())
                    .append(member.isBitField() ? " " + member.bitPosition() + ":" + member.bitLength() : "")
                    .append('\n');
        }
        assertThat(text.toString()).isEqualTo("16 testing::A\n8 virtual testing::B\n16 int regular_member\n");
    }

    @ParameterizedTest
    @CsvSource({
        "lld/x64/full.pdb, 2",
        "lld/x64/full.pdb, 4",
        "native/x64-vs2010-small/AllFail64.pdb, 2",
        "pdb20/CommandLine.pdb, 2"
    })
    void everyDamageGivesAResultOrAFormatException(String path, int number) throws IOException {
        byte[] file = Corpus.assumePresent().bytes(path);
        MsfFile whole = MsfFile.open(ByteSource.of(path, file));
        assertThat(TypeWalk.everything(whole, number)).isPositive();
        byte[] stream = new byte[(int) whole.stream(number).size()];
        whole.stream(number).read(0, stream, 0, stream.length);
        SplittableRandom random = new SplittableRandom(stream.length);
        for (int run = 0; run < RANDOM_RUNS; run++) {
            byte[] damaged = stream.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                int at = random.nextInt(run % 4 == 0 ? 56 : damaged.length);
                damaged[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) 0xFF;
            }
            if (run % 8 == 7) {
                damaged = Arrays.copyOf(damaged, random.nextInt(1, damaged.length));
            }
            walk(new OneStream(whole, number, damaged), number);
        }
    }

    private static void walk(OneStream msf, int number) throws IOException {
        try {
            TypeWalk.everything(msf, number);
        } catch (FormatException refused) {
            assertThat(refused.offset()).isNotNegative();
        }
    }
}
