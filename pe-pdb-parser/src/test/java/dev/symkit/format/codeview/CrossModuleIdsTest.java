// SPDX-License-Identifier: Apache-2.0
package dev.symkit.format.codeview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.symkit.format.io.FormatException;
import dev.symkit.format.io.Name;
import dev.symkit.testkit.LittleEndian;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrossModuleIdsTest {
    /** Module 0 of the list is at 0x10 in the names, modules 1 and 2 (in a subsection of its own) at 0x20 and 0x30. */
    private static C13Builder imports() {
        LittleEndian two = new LittleEndian();
        two.u32(0x10).u32(1).u32(0x1005).u32(0x20).u32(2).u32(0x1001).u32(0x80000007L);
        LittleEndian one = new LittleEndian().u32(0x30).u32(0);
        return new C13Builder()
                .add(C13Reader.CROSS_SCOPE_IMPORTS, two)
                .add(C13Reader.CROSS_SCOPE_EXPORTS, new LittleEndian())
                .add(C13Reader.CROSS_SCOPE_IMPORTS, one);
    }

    private static C13Builder exports() {
        return new C13Builder()
                .add(
                        C13Reader.CROSS_SCOPE_EXPORTS,
                        new LittleEndian().u32(0x80000007L).u32(0x4444))
                .add(
                        C13Reader.CROSS_SCOPE_EXPORTS,
                        new LittleEndian().u32(0x1001).u32(0xFFFFFFFEL));
    }

    private static CrossModuleImports read(C13Builder built) throws IOException {
        return CrossModuleImports.read(built.stream(), 0, built.size());
    }

    private static CrossModuleExports readExports(C13Builder built) throws IOException {
        return CrossModuleExports.read(built.stream(), 0, built.size());
    }

    @Test
    void listsWhatIsImported() throws IOException {
        CrossModuleImports imports = read(imports());
        assertThat(imports.moduleCount()).isEqualTo(3);
        assertThat(imports.nameOffset(1)).isEqualTo(0x20);
        assertThat(imports.idCount(1)).isEqualTo(2);
        assertThat(imports.id(1, 1)).isEqualTo(0x80000007);
        assertThat(imports.idCount(2)).isZero();
        assertThat(imports.has(0x80100001)).isTrue();
        assertThat(imports.has(0x80100002)).isFalse();
        assertThat(imports.has(0x80200000)).isFalse();
        assertThat(imports.has(0x80300000)).isFalse();
        assertThat(imports.has(0x00100001)).isFalse();
        assertThat(CrossModuleImports.moduleOf(0xFFFFFFFF)).isEqualTo(0x7FF);
        assertThat(CrossModuleImports.indexOf(0xFFFFFFFF)).isEqualTo(0xFFFFF);
    }

    @Test
    void listsWhatIsExported() throws IOException {
        CrossModuleExports exports = readExports(exports());
        assertThat(exports.size()).isEqualTo(2);
        assertThat(exports.find(0x80000007)).isEqualTo(0x4444);
        assertThat(exports.find(0x1001)).isEqualTo(0xFFFFFFFEL);
        assertThat(exports.find(0x1002)).isEqualTo(-1);
        assertThat(exports.find(0x7FFFFFFF)).isEqualTo(-1);
        assertThat(exports.id(0)).isEqualTo(0x80000007);
        assertThat(exports.index(0)).isEqualTo(0x4444);
        assertThat(readExports(new C13Builder())).isSameAs(CrossModuleExports.NONE);
        assertThat(read(new C13Builder())).isSameAs(CrossModuleImports.NONE);
    }

    @Test
    void translatesThroughTheModuleThatTheImportNames() throws IOException {
        CrossModuleExports exports = readExports(exports());
        List<Long> asked = new ArrayList<>();
        CrossModuleIds ids = new CrossModuleIds(read(imports()), nameOffset -> {
            asked.add(nameOffset);
            return nameOffset == 0x20 ? Optional.of(exports) : Optional.empty();
        });
        assertThat(ids.resolve(0x1005)).as("no import").isEqualTo(0x1005);
        assertThat(asked).isEmpty();
        assertThat(ids.resolve(0x80100000)).isEqualTo(0xFFFFFFFEL);
        assertThat(ids.resolve(0x80100001)).as("bit 31 in the list stays").isEqualTo(0x4444);
        assertThat(asked).as("each module is asked for once").containsExactly(0x20L);
        assertThat(ids.resolve(0x80000000)).as("no such module").isEqualTo(CrossModuleIds.NONE);
        assertThat(ids.resolve(0x80000000)).isEqualTo(CrossModuleIds.NONE);
        assertThat(ids.resolve(0x80100002)).as("no such id").isEqualTo(CrossModuleIds.NONE);
        assertThat(asked).containsExactly(0x20L, 0x10L);
    }

    @Test
    void namesOfObjectsCountFirstAndCaseDoesNot() {
        CrossModuleNames names = new CrossModuleNames.Builder()
                .moduleName(Name.of("A.obj"), 0)
                .objectName(Name.of("D:\\Lib\\A.OBJ"), 0)
                .moduleName(Name.of("d:\\lib\\a.obj"), 1)
                .moduleName(Name.of("a.OBJ"), 2)
                .build();
        assertThat(names.find(Name.of("d:\\lib\\a.obj"))).isZero();
        assertThat(names.find(Name.of("a.obj"))).as("the first of two").isZero();
        assertThat(names.find(Name.of("b.obj"))).isEqualTo(CrossModuleNames.NONE);
    }

    @Test
    void refusesListsThatDoNotFit() {
        C13Builder many = new C13Builder()
                .add(
                        C13Reader.CROSS_SCOPE_IMPORTS,
                        new LittleEndian().u32(1).u32(2).u32(3));
        assertThatThrownBy(() -> read(many))
                .isInstanceOf(FormatException.class)
                .hasMessage("t.pdb: stream 9 +0x0000000C: 2 imported ids do not fit in the 4 bytes left");
        C13Builder cut = new C13Builder().add(C13Reader.CROSS_SCOPE_IMPORTS, new LittleEndian().u32(1));
        assertThatThrownBy(() -> read(cut)).hasMessageContaining("4 bytes are left for imports");
        C13Builder odd = new C13Builder().add(C13Reader.CROSS_SCOPE_EXPORTS, new LittleEndian().u32(1));
        assertThatThrownBy(() -> readExports(odd)).hasMessageContaining("exports of 4 bytes are not whole pairs");
    }

    @Test
    void everyDamageGivesAResultOrAFormatException() throws IOException {
        C13Builder.damage(imports().build(), (stream, size) -> CrossModuleImports.read(stream, 0, size));
        C13Builder.damage(exports().build(), (stream, size) -> CrossModuleExports.read(stream, 0, size));
    }
}
