// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.tpi;

import com.code_intelligence.jazzer.junit.DictionaryEntries;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.symkit.format.codeview.LeafKind;
import dev.symkit.format.io.ByteSource;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.msf.MsfFile;
import dev.symkit.testkit.MsfBuilder;
import dev.symkit.testkit.TpiBuilder;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Any bytes as a type stream give a result or a FormatException. */
class TypeFuzzTest {
    static Stream<byte[]> streams() {
        TpiBuilder types = new TpiBuilder();
        long fields = types.add(
                LeafKind.LF_FIELDLIST,
                out -> out.u16(LeafKind.LF_MEMBER)
                        .u16(3)
                        .u32(0x74)
                        .u16(4)
                        .nulTerminated("a")
                        .u16(LeafKind.LF_ONEMETHOD)
                        .u16(0x13)
                        .u32(0x1003)
                        .u32(0)
                        .nulTerminated("m"));
        long structure = types.add(
                LeafKind.LF_STRUCTURE,
                out -> out.u16(1)
                        .u16(0x200)
                        .u32(fields)
                        .u32(0)
                        .u32(0)
                        .u16(8)
                        .nulTerminated("Shape")
                        .nulTerminated(".?AUShape@@"));
        types.add(LeafKind.LF_POINTER, out -> out.u32(structure).u32(0x1000C));
        types.add(LeafKind.LF_ARGLIST, out -> out.u32(1).u32(0x1002));
        types.add(
                LeafKind.LF_MFUNCTION,
                out -> out.u32(3)
                        .u32(structure)
                        .u32(0x1002)
                        .u8(0)
                        .u8(0)
                        .u16(1)
                        .u32(0x1003)
                        .u32(0));
        types.add(LeafKind.LF_ENUM, out -> out.u16(0).u16(0x80).u32(0x74).u32(0).nulTerminated("E"));
        byte[] plain = types.build();
        byte[] hashed = types.hashStream(3, true).build();
        return Stream.of(plain, hashed);
    }

    @MethodSource("streams")
    @DictionaryEntries({"\\x03\\x12", "\\x05\\x15", "\\x0D\\x15", "\\x11\\x15", "\\x02\\x10", "\\x00\\x10\\x00\\x00"})
    @FuzzTest(maxDuration = "25s")
    void types(byte[] content) throws IOException {
        byte[] hash = new TpiBuilder().hash(List.of(1, 2, 3, 4, 5, 6));
        MsfFile msf = MsfFile.open(ByteSource.of(
                "fuzz.pdb",
                MsfBuilder.big(512).stream(new byte[0]).stream(new byte[12]).stream(content).stream(hash)
                        .build()));
        try {
            TypeWalk.everything(msf, TypeStream.TPI);
        } catch (FormatException expected) {
            if (expected.offset() < 0) {
                throw new AssertionError("no place in " + expected.getMessage(), expected);
            }
        }
    }
}
