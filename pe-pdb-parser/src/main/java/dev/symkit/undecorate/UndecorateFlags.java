// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

/**
 * Flags of {@code UnDecorateSymbolName}, to be combined with {@code |}. Names and values are Microsoft's; what each leaves out is as
 * documented there, details as observed in public test cases.
 */
public final class UndecorateFlags {
    /** Everything. */
    public static final int UNDNAME_COMPLETE = 0;
    /** Keywords without their leading underscores. */
    public static final int UNDNAME_NO_LEADING_UNDERSCORES = 0x1;
    /** No keywords of Microsoft: calling conventions, {@code __ptr64}, {@code __based} and the like. */
    public static final int UNDNAME_NO_MS_KEYWORDS = 0x2;
    /** No return types. */
    public static final int UNDNAME_NO_FUNCTION_RETURNS = 0x4;
    /** No model of a declaration: {@code __based}. */
    public static final int UNDNAME_NO_ALLOCATION_MODEL = 0x8;
    /** No language of a declaration: calling conventions, {@code extern "C"}. */
    public static final int UNDNAME_NO_ALLOCATION_LANGUAGE = 0x10;
    /** No keywords of Microsoft after a member function. */
    public static final int UNDNAME_NO_MS_THISTYPE = 0x20;
    /** No {@code const}, {@code volatile}, {@code &} or {@code &&} after a member function. */
    public static final int UNDNAME_NO_CV_THISTYPE = 0x40;
    /** Nothing after a member function. */
    public static final int UNDNAME_NO_THISTYPE = 0x60;
    /** No access. */
    public static final int UNDNAME_NO_ACCESS_SPECIFIERS = 0x80;
    /** No {@code throw} and {@code noexcept}. */
    public static final int UNDNAME_NO_THROW_SIGNATURES = 0x100;
    /** No {@code static} and {@code virtual}. */
    public static final int UNDNAME_NO_MEMBER_TYPE = 0x200;
    /** No model of returned objects; no known name has any. */
    public static final int UNDNAME_NO_RETURN_UDT_MODEL = 0x400;
    /** Names of 32-bit programs: no {@code __ptr64}. */
    public static final int UNDNAME_32_BIT_DECODE = 0x800;
    /** The qualified name only. */
    public static final int UNDNAME_NAME_ONLY = 0x1000;
    /**
     * No parameters and no qualifiers of {@code this}, which stand behind them. A name that is no symbol may be the code of a type, with
     * or without a dot before it.
     */
    public static final int UNDNAME_NO_ARGUMENTS = 0x2000;
    /** Names of tables, closures and the like stay decorated. */
    public static final int UNDNAME_NO_SPECIAL_SYMS = 0x4000;
    /** No {@code class}, {@code struct}, {@code union} and {@code enum} before names of types. One of the flags of the DIA SDK. */
    public static final int UNDNAME_NO_ECSU = 0x8000;
    /** Names may have any characters. One of the flags of the DIA SDK. */
    public static final int UNDNAME_NO_IDENT_CHAR_CHECK = 0x10000;
    /** No {@code __ptr64}. One of the flags of the DIA SDK. */
    public static final int UNDNAME_NO_PTR64 = 0x20000;
    /** All flags. */
    public static final int UNDNAME_ALL = 0x3FFFF;

    private UndecorateFlags() {}
}
