// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.FunctionClass;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.Symbol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UndecoratorTest {
    private static final Undecorator MICROSOFT = Undecorator.microsoft(UndecorateFlags.UNDNAME_COMPLETE);
    private static final Undecorator LLVM = Undecorator.llvm();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "??_C@_03GGCAPAJC@Sep?$AA@ | `string'",
                "?gcontext@@3_KA | unsigned __int64 gcontext",
                "?pathcpy@@YGXPAGPBG1K@Z "
                        + "| void __stdcall pathcpy(unsigned short *,unsigned short const *,unsigned short const *,unsigned long)",
                "?_set_new_handler@@YAP6AHI@ZP6AHI@Z@Z "
                        + "| int (__cdecl*__cdecl _set_new_handler(int (__cdecl*)(unsigned int)))(unsigned int)"
            })
    void documentedExamples(String name, String expected) {
        assertThat(MICROSOFT.undecorate(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "?f@?$A@V?$B@H@@@@QAEXXZ | A<class B<int>>::f",
                "?x@N@@3HA | N::x",
                "?x@?1??f@@YAXH@Z@4HA | `void __cdecl f(int)'::`2'::x",
                "??Bx@@QAEHXZ | x::operator int",
                "??_7A@@6BB@@@ | A::`vftable'",
                "??_9A@@$BBAI@AA | A::`vcall'",
                "main | main"
            })
    void namesAloneInTheStyleOfLlvm(String name, String expected) {
        assertThat(Undecorator.llvmNames().undecorate(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "main",
                "_f",
                "@f@8",
                "f@@16",
                "__imp_?x@@3HA",
                "__imp__f@4",
                "__ehhandler$?f@@YAXH@Z",
                "_TI1?AUX@@",
                "?",
                ".",
                ".H",
                "@?f@@YAXXZ",
                "?a.b@@YAXXZ",
                "?f@@YAXXZ junk"
            })
    void otherNamesAreNotChanged(String name) {
        assertThat(MICROSOFT.undecorate(name)).isEqualTo(name);
        assertThat(MICROSOFT.tryUndecorate(name)).isEmpty();
        assertThat(MICROSOFT.parse(name)).isEmpty();
    }

    @Test
    void tellsWhetherTheNameWasUnderstood() {
        assertThat(MICROSOFT.tryUndecorate("?x@@3HA")).contains("int x");
        assertThat(MICROSOFT.tryUndecorate("?x@@3HA!")).isEmpty();
        String hash = "??@f4873c94f485cd6716c2319fc51ac714@";
        assertThat(MICROSOFT.tryUndecorate(hash)).contains(hash);
        assertThat(LLVM.tryUndecorate(hash)).contains(hash);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                // what the list of public cases does not have
                "?wmain@@$$hYAHXZ | int __cdecl wmain(void)",
                "?f@@YA?A_TXZ | decltype(auto) __cdecl f(void)",
                "?f@@YAX_Q_S@Z | void __cdecl f(char8_t,char16_t)",
                "??__MS@@QEAA?AUT@@AEBU0@@Z | public: struct T __cdecl S::operator<=>(struct S const & __ptr64) __ptr64",
                "??__LS@@QEAA?AUT@@XZ | public: struct T __cdecl S::operator co_await(void) __ptr64",
                "?f@@YAXPBU?$pair@$$CBHH@std@@@Z | void __cdecl f(struct std::pair<int const ,int> const *)",
                "?f@@YAPBQ6AHH@ZXZ | int (__cdecl*const * __cdecl f(void))(int)",
                "?f@@YAQAHXZ | int * __cdecl f(void)",
                "?f@@YAXZZ | void __cdecl f(...)",
                "?f@@YAX@Z | void __cdecl f()",
                "?f@@YAXXHH@ | void __cdecl f(void) throw(int,int)",
                "??__IA@@QAEXXZ | public: void __thiscall A::`managed vector copy constructor iterator'(void)",
                "??_R0QAH@8 | int * `RTTI Type Descriptor'",
                "?f@A@@QEBAXX_E | public: void __cdecl A::f(void)const __ptr64 noexcept",
                "?f@@YAXP6AXX_E@Z | void __cdecl f(void (__cdecl*)(void) noexcept)",
                "??$f@$MH0BA@@@YAXXZ | void __cdecl f<16>(void)",
                "??$f@$$VHH@@YAXXZ | void __cdecl f<,int,int>(void)",
                "??_B?1??f@@YAXXZ@4IA | unsigned int `void __cdecl f(void)'::`2'::`local static guard'",
                "??_EA@@$4PPPPPPPM@A@EAAPEAXI@Z "
                        + "| [thunk]:public: virtual void * __ptr64 __cdecl A::`vector deleting destructor'`vtordisp{4294967292,0}' "
                        + "(unsigned int) __ptr64",
                "?x@?1??f@?$A@H@@QEAAXXZ@4HA | int `public: void __cdecl A<int>::f(void) __ptr64'::`2'::x",
                "??_7A@@6BB@@C@D@@@ | const A::`vftable'{for `B's `D::C'}",
                ".?AV?$A@H@b@@ | class b::A<int>",
                "?@?x@@3HA | CV: int x"
            })
    void microsoftStyle(String name, String expected) {
        assertThat(MICROSOFT.undecorate(name)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "?f@@YAXPBU?$pair@$$CBHH@std@@@Z | void __cdecl f(struct std::pair<int const, int> const *)",
                ".?AV?$A@H@b@@ | class b::A<int> `RTTI Type Descriptor Name'",
                ".PEAX | void *`RTTI Type Descriptor Name'",
                "??_R0P6AXH@Z@8 | void (__cdecl *`RTTI Type Descriptor')(int)",
                "?a.b@@YAXXZ | void __cdecl a.b(void)",
                "?f@@YAXXZ.cold | void __cdecl f(void)",
                "?f@A@@GBA@EAAHXZ | [thunk]: private: int __cdecl A::f`adjustor{16}'(void)",
                "??$f@$$V@@YAXXZ | void __cdecl f<>(void)",
                "?f@@YQHH@Z | int __vectorcall f(int)",
                "?f@@YRHH@Z | int f(int)", // llvm-undname 22 has no word for R and T
                "?f@@YTHH@Z | int f(int)",
                "?x@@3Q6AHH@ZEB | int (__cdecl *const x)(int) const", // LLVM gives the storage to the function
                "?x@A@@2Q6AXXZED | public: static void (__cdecl *const A::x)(void) const volatile",
                "?x@@3P8A@@EBAHXZES1@ | int (__cdecl A::*x)(void) const volatile",
                "?x@@3P6A?AV?$A@$$A6AXXZ@@P6AXXZ@ZEA | class A<void (void)> (__cdecl *x)(void (__cdecl *)(void))",
                "?x@@3P6A?AV?$A@P6AXXZ@@XZEA | class A<void (__cdecl *)(void)> (__cdecl *x)(void)",
                "?f@@YAP6A?AV?$A@$1?g@@YAXXZ@@XZXZ | class A<&void g(void)> (__cdecl * __cdecl f(void))(void)",
                "?f@@YAP6A?AUB@?1??g@@YAXXZ@V?$A@$$A6AXXZ@@@ZXZ "
                        + "| struct `void __cdecl g(void)'::`2'::B (__cdecl * __cdecl f(void))(class A<void __cdecl(void)>)",
                "?x@@3PEBQ6AHH@ZEB | int (__cdecl *const *x)(int)",
                "?x@?A0xab@@3PAVy@1@A | class 0xab::y *`anonymous namespace'::x"
            })
    void llvmStyle(String name, String expected) {
        assertThat(LLVM.undecorate(name)).isEqualTo(expected);
    }

    @Test
    void everyCorrectNameIsUnderstood() {
        GeneratedNames names = new GeneratedNames(8);
        for (int i = 0; i < 20_000; i++) {
            String name = names.next();
            assertThat(MICROSOFT.tryUndecorate(name)).as(name).isPresent();
            assertThat(LLVM.tryUndecorate(name)).as(name).isPresent();
        }
    }

    @Test
    void givesTheTree() {
        Symbol symbol = MICROSOFT.parse("?f@A@b@@UEBAHXZ").orElseThrow();
        assertThat(symbol).isInstanceOfSatisfying(Symbol.Function.class, function -> {
            assertThat(function.name().name()).isEqualTo(new NamePart.Identifier("f"));
            assertThat(function.name().scopes())
                    .containsExactly(new NamePart.Identifier("A"), new NamePart.Identifier("b"));
            assertThat(function.type().access()).isEqualTo(FunctionClass.Access.PUBLIC);
            assertThat(function.type().storage()).isEqualTo(FunctionClass.Storage.VIRTUAL);
            assertThat(function.signature().returned()).isEqualTo(BasicType.INT);
            assertThat(function.signature().parameters()).containsExactly(BasicType.VOID);
            assertThat(function.signature().qualifiers().isConst()).isTrue();
        });
    }

    @Test
    void everyCutOfANameGivesAnAnswer() {
        for (String name : Cases.names()) {
            for (int length = 0; length < name.length(); length++) {
                String cut = name.substring(0, length);
                assertThat(MICROSOFT.undecorate(cut)).isNotNull();
                assertThat(LLVM.undecorate(cut)).isNotNull();
            }
        }
    }
}
