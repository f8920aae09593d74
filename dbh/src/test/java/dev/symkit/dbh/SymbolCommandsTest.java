// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.dbh.module.LoadException;
import dev.symkit.dbh.symbol.Demangling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The symbol commands on a program that is made up so that the documented examples come out. */
class SymbolCommandsTest {
    static final long BASE = 0x400000;
    private static final long INT = 0x74;

    @TempDir
    Path directory;

    private Transcript shell;

    @BeforeEach
    void load() throws IOException, LoadException {
        Files.write(directory.resolve("prog.pdb"), program().build());
        shell = new Transcript(directory, BASE).load("prog.pdb");
    }

    @AfterEach
    void unload() throws IOException {
        shell.close();
    }

    /** .text at 1000, .data at 41000; main at 2cc56, fgets at 14fe0, as in the documentation. */
    static SymbolPdb program() {
        SymbolPdb pdb = new SymbolPdb().section(".text", 0x1000, 0x40000).section(".data", 0x41000, 0x2000);
        long arguments = pdb.types().add(0x1201, out -> out.u32(0));
        long procedure =
                pdb.types().add(0x1008, out -> out.u32(INT).u8(0).u8(0).u16(0).u32(arguments));
        long point = pdb.types()
                .add(
                        0x1505,
                        out -> out.u16(0).u16(0).u32(0).u32(0).u32(0).u16(8).nulTerminated("Point"));
        SymbolPdb.Unit first = pdb.unit("main.obj").owns(1, 0x2BC56, 0x300).owns(2, 0x100, 0x10);
        int main = first.procedure(SymbolPdb.GPROC32, "main", procedure, 1, 0x2BC56, 0x200);
        first.add(SymbolPdb.REGREL32, out -> out.u32(-8).u32(INT).u16(22).nulTerminated("argc"));
        first.add(
                SymbolPdb.BLOCK32,
                out -> out.u32(main).u32(0).u32(0x20).u32(0x2BC60).u16(1).nulTerminated("inner"));
        first.add(SymbolPdb.LABEL32, out -> out.u32(0x2BC70).u16(1).u8(0).nulTerminated("$LN3"));
        first.add(SymbolPdb.LDATA32, out -> out.u32(INT).u32(0x50).u16(2).nulTerminated("hidden"));
        first.end();
        first.end();
        first.add(SymbolPdb.LDATA32, out -> out.u32(INT).u32(0x100).u16(2).nulTerminated("fileStatic"));
        first.add(
                SymbolPdb.THUNK32,
                out -> out.u32(0).u32(0).u32(0).u32(0x2BF00).u16(1).u16(6).u8(0).nulTerminated("leap"));
        first.end();
        SymbolPdb.Unit second = pdb.unit("fgets.obj").owns(1, 0x13FE0, 0x113);
        int fgets = second.procedure(SymbolPdb.GPROC32, "fgets", procedure, 1, 0x13FE0, 0x113);
        second.end();
        pdb.reference("main", 0, main);
        pdb.reference("fgets", 1, fgets);
        pdb.data(SymbolPdb.LDATA32, "fileStatic", INT, 2, 0x100);
        pdb.data(SymbolPdb.GDATA32, "counter", point, 2, 0x200);
        pdb.data(SymbolPdb.GTHREAD32, "perThread", INT, 2, 0x30);
        pdb.global(SymbolPdb.CONSTANT, out -> out.u32(INT).u16(42).nulTerminated("Limit"));
        pdb.global(SymbolPdb.UDT, out -> out.u32(point).nulTerminated("Point"));
        pdb.global(SymbolPdb.UDT, out -> out.u32(INT).nulTerminated("number"));
        pdb.pub("_fgets", 1, 0x13FE0).pub("_main", 1, 0x2BC56).pub("_MyFunction1@4", 1, 0x3000);
        pdb.pub("?area@Shape@@QAEHXZ", 1, 0x3100).pub("?counter@@3UPoint@@A", 2, 0x200, 0);
        return pdb.pub("__except_list", 3, 0x7, 0);
    }

    @Test
    void showsFgetsAsPrivateAsPublicAndDecorated() {
        assertThat(shell.ask("name fgets"))
                .startsWith("   name : fgets", "   addr :   414fe0", "   size : 113", "  flags : 0")
                .contains("modbase :   400000", "  value :        0", "    reg : 0")
                .contains("  scope : SymTagNull (0)", "    tag : SymTagFunction (5)")
                .hasSize(11);
        assertThat(shell.ask("type fgets"))
                .as("if no type has the name the symbol is shown")
                .isEqualTo(shell.ask("name fgets"));
        shell.ask("symopt +4000");
        assertThat(shell.ask("name fgets"))
                .startsWith("   name : fgets", "   addr :   414fe0", "   size : 0", "  flags : 400000", "   type : 0")
                .contains("    tag : SymTagPublicSymbol (a)");
        shell.ask("symopt -2");
        assertThat(shell.ask("name fgets")).containsExactly("no symbol found");
        assertThat(shell.ask("name _fgets")).startsWith("   name : _fgets", "   addr :   414fe0");
    }

    @Test
    void madeUpSymbolsReachToTheirEndAndGoWithTheModule() throws IOException {
        assertThat(shell.ask("addr 42cd40")).startsWith("main+ea", "   name : main");
        assertThat(shell.ask("add magic 42cd00 10")).isEmpty();
        assertThat(shell.ask("addr 42cd10"))
                .startsWith("magic+10", "   name : magic", "   addr :   42cd00", "   size : 10", "  flags : 1000")
                .contains("   type : 0", "    tag : SymTagCustom (1a)", "  index : 80000001");
        assertThat(shell.ask("addr 42cd00")).startsWith("magic", "   name : magic");
        assertThat(shell.ask("addr 42cd40")).startsWith("main+ea");
        assertThat(shell.ask("name MAGIC")).startsWith("   name : magic");
        assertThat(shell.field("index 80000001", "name")).isEqualTo("magic");
        assertThat(shell.names("enum mag*")).containsExactly("magic");
        assertThat(shell.names("enumaddr 42cd05")).containsExactly("magic", "main");
        assertThat(shell.ask("del nothing")).containsExactly("Couldn't find nothing to delete.");
        assertThat(shell.ask("del main")).containsExactly("Couldn't find main to delete.");
        assertThat(shell.ask("del 42cd08")).isEmpty();
        assertThat(shell.ask("addr 42cd10")).startsWith("main+ba");
        assertThat(shell.ask("add magic 42cd00").get(0)).startsWith("add NAME HEX HEX : ");
        shell.ask("add other 42cd00 10");
        shell.session().unload();
        assertThat(shell.session().imaginary().all()).isEmpty();
    }

    @Test
    void tableHasTheDocumentedColumns() {
        assertThat(shell.ask("enum main"))
                .containsExactly(" index            address     name", "     4             42cc56 :   main");
        assertThat(shell.ask("enum nothing")).isEmpty();
        assertThat(shell.ask("enum other!*")).containsExactly("error 0x7e calling SymEnumSymbols()");
        assertThat(shell.ask("enum PROG!MAIN")).hasSize(2);
        assertThat(shell.ask("x !main")).hasSize(2);
        assertThat(shell.ask("x $!main")).containsExactly("error 0x7e calling SymEnumSymbols()");
    }

    @Test
    void tableOfAHighModuleHasTheSameColumns() throws IOException, LoadException {
        try (Transcript high = new Transcript(directory, 0x140000000L).load("prog.pdb")) {
            assertThat(high.ask("enum main").get(1)).isEqualTo("     4         1`4002cc56 :   main");
            assertThat(high.ask("addr 1`4002cc57"))
                    .startsWith("main+1", "   name : main", "   addr :        1`4002cc56");
        }
    }

    @Test
    void listsEachSymbolOnceAndPublicsOnlyIfNothingElseIsThere() {
        assertThat(shell.names("enum"))
                .containsExactly("main", "fileStatic", "leap", "fgets", "counter", "perThread", "Limit");
        assertThat(shell.names("enum -s"))
                .containsExactly("Limit", "perThread", "fgets", "main", "leap", "fileStatic", "counter");
        assertThat(shell.names("enum MyFunction1")).containsExactly("MyFunction1");
        assertThat(shell.names("enum Shape::*")).containsExactly("Shape::area");
        shell.ask("symopt +8");
        assertThat(shell.names("enum Shape__area")).containsExactly("Shape__area");
        shell.ask("symopt -8");
        shell.ask("symopt -10000");
        assertThat(shell.names("enum *main*")).containsExactly("main", "main");
        shell.ask("symopt +8000");
        assertThat(shell.names("enum *main*")).containsExactly("main");
        assertThat(shell.ask("name MyFunction1")).containsExactly("no symbol found");
    }

    @Test
    void absoluteSymbolsCanBeHidden() {
        shell.ask("symopt +4000");
        assertThat(shell.ask("name except_list")).containsExactly("no symbol found");
        assertThat(shell.field("name _except_list", "addr")).isEqualTo("7");
        shell.ask("symopt -800");
        assertThat(shell.ask("name _except_list")).containsExactly("no symbol found");
    }

    @Test
    void caseCountsOnlyIfTheOptionIsOff() {
        assertThat(shell.field("name FGETS", "name")).isEqualTo("fgets");
        shell.ask("symopt -1");
        assertThat(shell.ask("name FGETS")).containsExactly("no symbol found");
        assertThat(shell.ask("enum Main")).isEmpty();
    }

    @Test
    void recordsHaveTheFieldsOfTheirKind() {
        assertThat(shell.ask("name Limit"))
                .contains("   addr :        0", "   size : 4", "  flags : 101", "  value :       2a");
        assertThat(shell.ask("name perThread")).contains("   addr :       30", "  flags : 4000", "   size : 4");
        assertThat(shell.ask("name leap"))
                .contains("   addr :   42cf00", "   size : 6", "  flags : 2000", "    tag : SymTagThunk (1b)");
        assertThat(shell.ask("name counter")).contains("   addr :   441200", "   size : 8");
        String type = shell.field("name counter", "type");
        assertThat(shell.ask("index " + type)).contains("   name : Point", "   size : 8", "    tag : SymTagUDT (b)");
        assertThat(shell.field("index " + shell.field("name fgets", "index"), "name"))
                .isEqualTo("fgets");
        assertThat(shell.field("index 1", "name")).isEqualTo("main.obj");
        assertThat(shell.ask("index 3")).containsExactly("no symbol found");
    }

    @Test
    void findsWhatCoversAnAddress() {
        assertThat(shell.ask("addr 441204").get(0)).isEqualTo("counter+4");
        assertThat(shell.ask("addr 441102").get(0)).isEqualTo("fileStatic+2");
        assertThat(shell.ask("addr 404010").get(0)).isEqualTo("MyFunction1+10");
        assertThat(shell.ask("addr 42cc70").get(0)).isEqualTo("main+1a");
        assertThat(shell.ask("addr 399999")).isEmpty();
        assertThat(shell.ask("addr xyz").get(0)).startsWith("addr HEX : ");
        assertThat(shell.names("enumaddr 42cc70")).containsExactly("main", "$LN3");
        assertThat(shell.names("m 42cc71")).containsExactly("main");
        assertThat(shell.names("m 404010")).containsExactly("MyFunction1");
        assertThat(shell.ask("m 399999")).containsExactly("error 0x1e7 calling SymEnumSymbolsForAddr()");
    }

    @Test
    void stepsToNeighbours() {
        assertThat(shell.ask("next")).hasSize(4);
        assertThat(shell.field("name fgets", "name")).isEqualTo("fgets");
        assertThat(shell.field("next", "name")).isEqualTo("main");
        assertThat(shell.field("next", "name")).isEqualTo("leap");
        assertThat(shell.field("prev", "name")).isEqualTo("main");
        assertThat(shell.field("prev", "name")).isEqualTo("fgets");
        assertThat(shell.ask("prev")).isEmpty();
        assertThat(shell.field("next 42cc60", "name")).isEqualTo("leap");
        assertThat(shell.ask("next nobody")).containsExactly("couldn't find a symbol to match nobody");
        shell.ask("add between 420000 10");
        assertThat(shell.field("next fgets", "name")).isEqualTo("between");
        assertThat(shell.field("next", "name")).isEqualTo("main");
        assertThat(shell.field("prev", "name")).isEqualTo("between");
        shell.ask("symopt +4000");
        assertThat(shell.field("next fgets", "name")).isEqualTo("between");
        assertThat(shell.field("prev fgets", "name")).isEqualTo("Shape::area");
    }

    @Test
    void scopesLeadOutwards() {
        assertThat(shell.ask("scope main")).contains("   name : main.obj", "    tag : SymTagCompiland (2)");
        assertThat(shell.ask("scope 414fe3")).contains("   name : fgets.obj");
        assertThat(shell.ask("scope counter")).contains("   name : prog", "    tag : SymTagExe (1)");
        assertThat(shell.ask("scope MyFunction1")).contains("   name : prog");
        assertThat(shell.ask("scope $LN3")).contains("   name : inner", "    tag : SymTagBlock (6)");
        assertThat(shell.ask("scope argc")).contains("   name : main", "    tag : SymTagFunction (5)");
        assertThat(shell.ask("scope nobody")).containsExactly("couldn't find a symbol to match nobody");
    }

    @Test
    void searchesByKind() {
        assertThat(shell.ask("srch tag=2"))
                .containsExactly(
                        " index            address                             name",
                        "     1                  0   SymTagCompiland         : main.obj",
                        "     2                  0   SymTagCompiland         : fgets.obj");
        assertThat(shell.names("srch")).hasSize(8);
        assertThat(shell.ask("srch tag=11").get(1)).endsWith("SymTagTypedef           : number");
        assertThat(shell.ask("srch tag=11")).hasSize(2);
        assertThat(shell.ask("srch tag=b").get(1)).endsWith("SymTagUDT               : Point");
        assertThat(shell.ask("srch tag=9 recurse").get(1)).contains("42cc70").endsWith(": $LN3");
        assertThat(shell.ask("srch index=4 all")).hasSize(3);
        assertThat(shell.ask("srch index=4 all recurse")).hasSize(5);
        assertThat(shell.ask("srch globals mask=fileStatic")).isEmpty();
        assertThat(shell.ask("srch mask=fileStatic")).hasSize(2);
        assertThat(shell.ask("srch addr=441204")).hasSize(2);
        for (String bad : List.of("srch ?", "srch index=0", "srch tag=0", "srch huh", "srch tag=zz")) {
            assertThat(shell.ask(bad).get(0)).startsWith("srch ");
        }
    }

    @Test
    void dumpsEverySymbol() {
        assertThat(shell.ask("dump")).isEmpty();
        assertThat(shell.ask("dump -a"))
                .contains("prog\tmain\t2cc56\t\t0\tmain.obj\tSymTagFunction")
                .contains("prog\tcounter\t41200\t\t0\t\tSymTagData")
                .contains("prog\tMyFunction1\t4000\t\t0\t\tSymTagPublicSymbol");
    }

    @Test
    void listingsStopAfterTheirFirstRow() {
        shell.ask("setret");
        assertThat(shell.ask("enum")).hasSize(2);
        assertThat(shell.ask("enum -s")).hasSize(2);
        assertThat(shell.ask("srch all recurse")).hasSize(2);
        assertThat(shell.ask("dump -a")).hasSize(1);
        assertThat(shell.ask("m 42cc70")).hasSize(2);
    }

    @Test
    void findsByAddressWithoutContributions() throws IOException, LoadException {
        Files.write(
                directory.resolve("plain.pdb"), program().withoutContributions().build());
        try (Transcript plain = new Transcript(directory, BASE).load("plain.pdb")) {
            assertThat(plain.ask("addr 42cd40")).startsWith("main+ea");
            assertThat(plain.ask("addr 441204").get(0)).isEqualTo("counter+4");
            assertThat(plain.names("m 42cd40")).containsExactly("main");
        }
    }

    @Test
    void publicsHaveNamesOfEitherStyle() throws IOException, LoadException {
        SymbolPdb pdb = new SymbolPdb().section(".text", 0x1000, 0x1000);
        pdb.pub("?f@?$A@V?$B@H@@@@QAEXXZ", 1, 0x100).pub("?g@@YAXXZ", 1, 0x200).pub("_h@4", 1, 0x300);
        Files.write(directory.resolve("styles.pdb"), pdb.build());
        try (Transcript shell = new Transcript(directory, 0x400000).load("styles.pdb")) {
            assertThat(shell.names("enum")).containsExactly("A<class B<int> >::f", "g", "h");
            shell.session().setOptions(shell.session().options().in(Demangling.LLVM));
            assertThat(shell.names("enum")).containsExactly("A<class B<int>>::f", "g", "h");
            assertThat(shell.field("name A<class B<int>>::f", "addr")).isEqualTo("401100");
            shell.ask("symopt -2");
            assertThat(shell.names("enum ?g*")).containsExactly("?g@@YAXXZ");
        }
    }

    @Test
    void undecoratesWithoutAModule() throws IOException {
        try (Transcript empty = new Transcript(directory, BASE)) {
            assertThat(empty.ask("undec ?pathcpy@@YGXPAGPBG1K@Z"))
                    .containsExactly(
                            "?pathcpy@@YGXPAGPBG1K@Z =",
                            "void __stdcall pathcpy(unsigned short *,unsigned short const *,unsigned short const *,unsigned long)");
            assertThat(empty.ask("undec ??_C@_03GGCAPAJC@Sep?$AA@")).endsWith("`string'");
            assertThat(empty.ask("undec ?gcontext@@3_KA")).endsWith("unsigned __int64 gcontext");
            assertThat(empty.ask("undec _plain@4")).endsWith("_plain@4");
            assertThat(empty.ask("enum")).containsExactly("error 0x6 calling SymEnumSymbols()");
            assertThat(empty.ask("name main")).containsExactly("no symbol found");
            assertThat(empty.ask("addr 1000")).isEmpty();
            assertThat(empty.ask("srch")).containsExactly("error 0x6 calling SymSearch()");
            assertThat(empty.ask("dtag"))
                    .contains("  0x00 : SymTagNull", "  0x1e : SymTagDimension")
                    .hasSize(44);
        }
    }

    @Test
    void wildcardsMatchWholeNames() throws IOException, LoadException {
        SymbolPdb pdb = new SymbolPdb().section(".text", 0x1000, 0x10000);
        SymbolPdb.Unit unit = pdb.unit("a.obj").owns(1, 0, 0x10000);
        List<String> names = List.of(
                "Progeam", "Program", "Progsam", "Progtam", "Prog7am", "Progxam", "Lp", "Lop", "Loop", "Looop", "mn",
                "min", "man", "maan", "main", "mian", "miin", "miain", "ab", "axb", "axyb");
        for (int i = 0; i < names.size(); i++) {
            unit.procedure(SymbolPdb.GPROC32, names.get(i), 0, 1, 0x100L * i, 0x10);
            unit.end();
        }
        Files.write(directory.resolve("wild.pdb"), pdb.build());
        try (Transcript wild = new Transcript(directory, BASE).load("wild.pdb")) {
            assertThat(wild.names("x Prog[er-t7]am"))
                    .containsExactly("Progeam", "Program", "Progsam", "Progtam", "Prog7am");
            assertThat(wild.names("x Lo#p")).containsExactly("Lp", "Lop", "Loop", "Looop");
            assertThat(wild.names("x Lo+p")).containsExactly("Lop", "Loop", "Looop");
            assertThat(wild.names("x m[ia]#n"))
                    .containsExactly("mn", "min", "man", "maan", "main", "mian", "miin", "miain");
            assertThat(wild.names("x a?+b")).containsExactly("axb", "axyb");
            assertThat(wild.names("x a*b")).containsExactly("ab", "axb", "axyb");
            assertThat(wild.names("x _Loop")).containsExactly("Loop");
            assertThat(wild.field("name _Loop", "name")).isEqualTo("Loop");
        }
    }
}
