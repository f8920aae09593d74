// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.codeview.TypeSamples.Sample;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Slice;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TypeReaderTest {
    static List<Sample> samples() {
        return TypeSamples.all();
    }

    private static TypeReader on(byte[] records) {
        return new TypeReader(new Bytes(records), 0, records.length, 0x1000);
    }

    private static TypeReader first(byte[] record) throws IOException {
        TypeReader reader = on(record);
        assertThat(reader.next()).isTrue();
        return reader;
    }

    private static byte[] record(int leaf, byte[] payload) {
        return new LittleEndian()
                .u16(payload.length + 2)
                .u16(leaf)
                .bytes(payload)
                .toByteArray();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void decodesEveryShape(Sample sample) throws IOException {
        TypeReader reader = first(sample.record());
        assertThat(reader.leaf()).isEqualTo(sample.leaf());
        assertThat(reader.decode()).isEqualTo(sample.meaning());
        assertThat(LeafNames.isKnown(sample.leaf())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytesAfterTheLastFieldAreNoError(Sample sample) throws IOException {
        byte[] payload = sample.payload().toByteArray();
        byte[] longer = Arrays.copyOf(payload, payload.length + 3);
        longer[payload.length] = (byte) 0xF3;
        TypeRecord decoded = first(record(sample.leaf(), longer)).decode();
        assertThat(decoded).isEqualTo(sample.meaning());
    }

    /** A shorter record of a known kind either has a meaning of its own or is reported with the place where it ends. */
    @ParameterizedTest
    @MethodSource("samples")
    void everyTruncationGivesAnotherMeaningOrItsOffset(Sample sample) throws IOException {
        byte[] payload = sample.payload().toByteArray();
        for (int length = 0; length < payload.length; length++) {
            TypeReader reader = first(record(sample.leaf(), Arrays.copyOf(payload, length)));
            long end = length + 4L;
            try {
                assertThat(reader.decode()).isNotEqualTo(sample.meaning());
            } catch (FormatException e) {
                assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED);
                assertThat(e.offset()).isBetween(4L, Math.max(end, 24));
                assertThat(e).hasMessageStartingWith("t.pdb: TPI stream (2) +0x");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStreamThatEndsInsideARecordIsReported(Sample sample) {
        byte[] record = sample.record();
        for (int length = 1; length < record.length; length++) {
            TypeReader reader = on(Arrays.copyOf(record, length));
            assertThatThrownBy(reader::next)
                    .isInstanceOfSatisfying(
                            FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED));
        }
    }

    @Test
    void walksAllRecordsWithTheirIndicesAndOffsets() throws IOException {
        LittleEndian all = new LittleEndian();
        List<Sample> samples = samples();
        samples.forEach(sample -> all.bytes(sample.record()));
        TypeReader reader = on(all.toByteArray());
        long offset = 0;
        for (int i = 0; i < samples.size(); i++) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.typeIndex()).isEqualTo(0x1000 + i);
            assertThat(reader.offset()).isEqualTo(offset);
            assertThat(reader.length()).isEqualTo(samples.get(i).record().length);
            assertThat(reader.decode()).isEqualTo(samples.get(i).meaning());
            offset += reader.length();
        }
        assertThat(reader.next()).isFalse();
        assertThat(reader.next()).isFalse();
    }

    @Test
    void recordsMayCrossTheChunksThatAreRead() throws IOException {
        LittleEndian all = new LittleEndian();
        for (int i = 0; i < 300; i++) {
            all.bytes(record(
                    LeafKind.LF_STRING_ID,
                    new LittleEndian().u32(i).nulTerminated("x".repeat(i * 200)).toByteArray()));
        }
        TypeReader reader = on(all.toByteArray());
        for (int i = 0; i < 300; i++) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.findName()).isTrue();
            assertThat(reader.nameLength()).isEqualTo(i * 200);
            assertThat(reader.payload().u32()).isEqualTo(i);
        }
        assertThat(reader.next()).isFalse();
    }

    @Test
    void findsNamesWithoutDecoding() throws IOException {
        for (Sample sample : samples()) {
            TypeReader reader = first(sample.record());
            if (sample.meaning() instanceof TypeRecord.ClassType type) {
                assertThat(reader.name()).isEqualTo(type.name());
                assertThat(reader.hasUniqueName()).isEqualTo(type.uniqueName().isPresent());
                assertThat(reader.properties()).isEqualTo(type.properties().bits() & 0xFFFF);
            } else if (sample.meaning() instanceof TypeRecord.Pointer) {
                assertThat(reader.findName()).isFalse();
                assertThat(reader.nameLength()).isZero();
                assertThat(reader.properties()).isZero();
            }
        }
    }

    @Test
    void keepsUnknownKindsAsBytes() throws IOException {
        byte[] payload = {1, 2, 3};
        for (int leaf : new int[] {0x1999, 0x0005, LeafKind.LF_HLSL, LeafKind.LF_MODIFIER_EX, LeafKind.LF_MANAGED}) {
            assertThat(first(record(leaf, payload)).decode())
                    .isEqualTo(new TypeRecord.UnknownType(leaf, Slice.copyOf(payload, 0, 3)));
        }
        assertThat(LeafNames.nameOf(0x1999)).isEqualTo("0x1999");
        assertThat(LeafNames.nameOf(0x0005)).isEqualTo("LF_STRUCTURE_16t");
        assertThat(LeafNames.isKnown(0x1999)).isFalse();
    }

    @Test
    void keepsARecordWithANumberOfUnknownKindAsBytes() throws IOException {
        byte[] payload = new LittleEndian()
                .u32(0x70)
                .u32(0x22)
                .u16(0x80FE)
                .nulTerminated("a")
                .toByteArray();
        TypeReader reader = first(record(LeafKind.LF_ARRAY, payload));
        assertThat(reader.findName()).isFalse();
        assertThat(reader.decode())
                .isEqualTo(new TypeRecord.UnknownType(LeafKind.LF_ARRAY, Slice.copyOf(payload, 0, payload.length)));
    }

    @Test
    void refusesARecordWithoutAKind() {
        TypeReader reader = on(new byte[] {1, 0, 0, 0});
        assertThatThrownBy(reader::next)
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.kind()).isEqualTo(FormatException.Kind.BAD_VALUE))
                .hasMessageContaining("length 1");
    }

    @Test
    void fieldsAreOnlyInFieldLists() throws IOException {
        TypeReader reader = first(samples().get(0).record());
        assertThatThrownBy(reader::fields).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void pointersSayWhatTheyAre() {
        var pointer = new TypeRecord.Pointer(LeafKind.LF_POINTER, 0x74, 0x1060C, 0, 0);
        assertThat(pointer.kind()).isEqualTo(0x0C);
        assertThat(pointer.mode()).isZero();
        assertThat(pointer.isConst()).isTrue();
        assertThat(pointer.isVolatile()).isTrue();
        assertThat(pointer.isToMember()).isFalse();
        assertThat(pointer.size()).isEqualTo(8);
        assertThat(new TypeRecord.Pointer(LeafKind.LF_POINTER, 0x74, 0x0A, 0, 0).size())
                .isEqualTo(4);
    }

    @Test
    void basicTypesFollowFromTheIndex() {
        assertThat(PrimitiveType.of(0x74)).hasValueSatisfying(type -> {
            assertThat(type.name()).isEqualTo("int");
            assertThat(type.size()).isEqualTo(4);
            assertThat(type.isPointer()).isFalse();
        });
        assertThat(PrimitiveType.of(0x603)).hasValueSatisfying(type -> {
            assertThat(type.name()).isEqualTo("void *");
            assertThat(type.size()).isEqualTo(8);
            assertThat(type.pointerMode()).isEqualTo(6);
        });
        assertThat(PrimitiveType.of(0x103).orElseThrow().name()).isEqualTo("std::nullptr_t");
        assertThat(PrimitiveType.of(0x46).orElseThrow().size()).isEqualTo(2);
        assertThat(PrimitiveType.of(0)).isEmpty();
        assertThat(PrimitiveType.of(0xFF)).isEmpty();
        assertThat(PrimitiveType.of(0x874)).isEmpty();
        assertThat(PrimitiveType.of(0x1000)).isEmpty();
        assertThat(PrimitiveType.of(-1)).isEmpty();
    }
}
