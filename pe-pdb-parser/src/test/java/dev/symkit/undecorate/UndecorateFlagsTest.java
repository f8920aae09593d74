// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each flag leaves out. */
class UndecorateFlagsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "0|?f@A@@MEBAPEAHXZ|protected: virtual int * __ptr64 __cdecl A::f(void)const __ptr64",
                "1|?f@A@@MEBAPEAHXZ|protected: virtual int * ptr64 cdecl A::f(void)const ptr64",
                "1|?x@@3PEM0HEA|int based(void) * ptr64 ptr64 x",
                "1|?x@@3PEIFAHEIFA|int unaligned * ptr64 restrict unaligned ptr64 restrict x",
                "1|?x@@3_$HA|w64 int x",
                "2|?f@A@@MEBAPEAHXZ|protected: virtual int * A::f(void)const ",
                "2|?x@@3PEM0HEA|int * x",
                "2|?x@@3PEIFAHEIFA|int * x",
                "2|?x@@3_$HA|int x",
                "2|?p@@3P6AHH@ZEA|int (* p)(int)",
                "4|?f@A@@MEBAPEAHXZ|protected: virtual __cdecl A::f(void)const __ptr64",
                "4|?f@@YAP6AHH@ZXZ|__cdecl f(void)",
                "4|?p@@3P6AHH@ZA|int (__cdecl* p)(int)",
                "8|?x@@3PEM0HEA|int * __ptr64 __ptr64 x",
                "8|?f@@_Y0AXPAH@Z|void __cdecl f(int *)",
                "10|?f@A@@MEBAPEAHXZ|protected: virtual int * __ptr64 A::f(void)const __ptr64",
                "10|?y@@$$J0YAXXZ|void y(void)",
                "20|?f@A@@MEBAPEAHXZ|protected: virtual int * __ptr64 __cdecl A::f(void)const ",
                "40|?f@A@@MEBAPEAHXZ|protected: virtual int * __ptr64 __cdecl A::f(void) __ptr64",
                "40|?f@A@@QEGAAXXZ|public: void __cdecl A::f(void) __ptr64",
                "60|?f@A@@MEBAPEAHXZ|protected: virtual int * __ptr64 __cdecl A::f(void)",
                "80|?f@A@@MEBAPEAHXZ|virtual int * __ptr64 __cdecl A::f(void)const __ptr64",
                "80|?x@A@@1HA|static int A::x",
                "80|?f@A@@W7EAAXXZ|[thunk]: virtual void __cdecl A::f`adjustor{8}' (void) __ptr64",
                "100|?g@@YAHH@_E|int __cdecl g(int)",
                "100|?g@@YAHH@HH@|int __cdecl g(int)",
                "200|?f@A@@MEBAPEAHXZ|protected: int * __ptr64 __cdecl A::f(void)const __ptr64",
                "200|?f@A@@SAXXZ|public: void __cdecl A::f(void)",
                "200|?x@A@@1HA|protected: int A::x",
                "400|?f@A@@SA?AVB@@XZ|public: static class B __cdecl A::f(void)",
                "800|?f@A@@MEBAPEAHXZ|protected: virtual int * __cdecl A::f(void)const ",
                "1000|?f@A@@MEBAPEAHXZ|A::f",
                "1000|?x@A@@1HA|A::x",
                "1000|??_7A@@6BB@@@|A::`vftable'",
                "1000|??BA@@QEAAHXZ|A::operator int",
                "1000|?f@A@@W7EAAXXZ|A::f",
                "2000|?f@A@@MEBAPEAHXZ|protected: virtual int * __ptr64 __cdecl A::f",
                "2000|?f@@YAXP6AXH@Z@Z|void __cdecl f",
                "2800|.PEAVA@@|class A *",
                "2800|ABVVec4@ref2@dice@@|class dice::ref2::Vec4 const &",
                "2800|PAJ|long *",
                "2800|?AVA@@|class A",
                "2800|main|main",
                "2800|.H|int",
                "2800|.?AVA@b@@|class b::A",
                "4000|??_7A@@6B@|??_7A@@6B@",
                "4000|??_GA@@UEAAPEAXI@Z|??_GA@@UEAAPEAXI@Z",
                "4000|??__Ex@@YAXXZ|??__Ex@@YAXXZ",
                "4000|??4A@@QAEAAV0@ABV0@@Z|public: class A & __thiscall A::operator=(class A const &)",
                "8000|?longFunctionName@@YA?AUCustomS@@U1@@Z|CustomS __cdecl longFunctionName(CustomS)",
                "8000|?f@@YAXW4e@n@@W0d@@TU@@V?$A@VB@@@@@Z|void __cdecl f(n::e,d,U,A<B>)",
                "8000|?x@@3P8A@@AEHH@ZA|int (__thiscall A::* x)(int)",
                "0|?a.b@@YAXXZ|?a.b@@YAXXZ",
                "10000|?a.b@@YAXXZ|void __cdecl a.b(void)",
                "20000|?f@A@@MEBAPEAHXZ|protected: virtual int * __cdecl A::f(void)const ",
                "28090|?f@A@@MEBAPEAV1@XZ|virtual A * A::f(void)const "
            })
    void leaveOut(String flags, String name, String expected) {
        assertThat(Undecorator.microsoft(Integer.parseInt(flags, 16)).undecorate(name))
                .isEqualTo(expected);
    }
}
