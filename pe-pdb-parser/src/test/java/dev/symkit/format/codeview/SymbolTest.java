// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.ByteCursor;
import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.format.io.Origin;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SymbolTest {
    private static final Origin PLACE = new Origin("t.pdb", "stream 8", 0x44);

    static List<SymbolCases.Case> cases() {
        return SymbolCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decodes(SymbolCases.Case example) throws IOException {
        assertThat(Symbol.decode(example.kind(), example.payload().cursor(PLACE)))
                .isEqualTo(example.symbol());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void findsTheNameThatDecodingGives(SymbolCases.Case example) throws IOException {
        byte[] record = SymbolBytes.record(
                example.kind(), new LittleEndian().bytes(example.payload().toByteArray()));
        SymbolReader reader = new SymbolReader(SymbolBytes.stream(record), 0, record.length);
        assertThat(reader.next()).isTrue();
        assertThat(reader.kind()).isEqualTo(example.kind());
        if (reader.nameStart() < 0) {
            assertThat(reader.decode().name()).isEqualTo(Name.EMPTY);
        } else {
            assertThat(Name.copyOf(reader.buffer(), reader.nameStart(), reader.nameLength()))
                    .isEqualTo(reader.decode().name());
            assertThat(reader.hasName(reader.decode().name())).isTrue();
        }
        assertThat(reader.decode().getClass()).isEqualTo(example.symbol().getClass());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyTruncationGivesASymbolOrItsOffset(SymbolCases.Case example) throws IOException {
        byte[] payload = example.payload().toByteArray();
        int refused = 0;
        for (int length = 0; length < payload.length; length++) {
            try {
                Symbol.decode(example.kind(), new ByteCursor(payload, 0, length, PLACE));
            } catch (FormatException e) {
                refused++;
                assertThat(e.kind()).isEqualTo(FormatException.Kind.TRUNCATED);
                assertThat(e.offset()).isBetween(0x44L, 0x44L + length);
            }
        }
        boolean anyLength = example.symbol() instanceof UnknownSymbol && example.kind() != SymbolKinds.S_CONSTANT;
        boolean nothing = payload.length == 0 || example.kind() == SymbolKinds.S_DEFRANGE_CONSTVAL_FULL_SCOPE;
        assertThat(refused > 0).isEqualTo(!anyLength && !nothing);
    }

    @Test
    void everyLayoutHasACase() {
        Set<Class<?>> seen = new HashSet<>();
        cases().forEach(example -> seen.add(example.symbol().getClass()));
        assertThat(seen).isEqualTo(Set.of(Symbol.class.getPermittedSubclasses()));
    }

    @Test
    void passesOverBytesBehindTheLastField() throws IOException {
        byte[] payload = new LittleEndian()
                .u32(0x74)
                .u16(1)
                .nulTerminated("x")
                .text("garbage")
                .toByteArray();
        assertThat(Symbol.decode(SymbolKinds.S_LOCAL, new ByteCursor(payload, 0, payload.length, PLACE)))
                .isEqualTo(new LocalSymbol(0x74, 1, Name.of("x")));
    }

    @Test
    void refusesACountThatDoesNotFitBeforeMakingRoomForIt() {
        byte[] payload = new LittleEndian().u32(0xFFFFFFFFL).u32(1).toByteArray();
        assertThatThrownBy(
                        () -> Symbol.decode(SymbolKinds.S_INLINEES, new ByteCursor(payload, 0, payload.length, PLACE)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("t.pdb: stream 8 +0x00000048: 4294967295 items");
    }

    @Test
    void anEnvironmentWithoutEndKeepsItsPairs() throws IOException {
        byte[] payload = new LittleEndian()
                .u8(0)
                .nulTerminated("a")
                .nulTerminated("b")
                .nulTerminated("c")
                .text("d")
                .toByteArray();
        assertThat(Symbol.decode(SymbolKinds.S_ENVBLOCK, new ByteCursor(payload, 0, payload.length, PLACE)))
                .isEqualTo(new EnvBlockSymbol(0, List.of(Name.of("a"), Name.of("b"))));
    }

    @Test
    void namesKinds() {
        assertThat(SymbolKinds.nameOf(SymbolKinds.S_GPROC32)).isEqualTo("S_GPROC32");
        assertThat(SymbolKinds.nameOf(SymbolKinds.S_UDT_ST)).isEqualTo("S_UDT_ST");
        assertThat(SymbolKinds.nameOf(0x117D)).isEqualTo("S_HYBRIDRANGE");
        assertThat(SymbolKinds.nameOf(0x0FFF)).isEqualTo("0x0FFF");
    }
}
