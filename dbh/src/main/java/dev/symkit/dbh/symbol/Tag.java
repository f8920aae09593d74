// SPDX-License-Identifier: Apache-2.0
package dev.symkit.dbh.symbol;

import java.util.List;

/** The kinds of symbols, numbered as DIA numbers them (dbh.md 4.3). */
public final class Tag {
    /** The module as a whole. */
    public static final int EXE = 1;
    /** An object file. */
    public static final int COMPILAND = 2;
    /** How an object file was compiled. */
    public static final int COMPILAND_DETAILS = 3;
    /** Where and with what an object file was compiled. */
    public static final int COMPILAND_ENVIRONMENT = 4;
    /** A function. */
    public static final int FUNCTION = 5;
    /** A block inside a function. */
    public static final int BLOCK = 6;
    /** A variable or constant. */
    public static final int DATA = 7;
    /** Strings at an address. */
    public static final int ANNOTATION = 8;
    /** A label. */
    public static final int LABEL = 9;
    /** A symbol of the table of publics. */
    public static final int PUBLIC_SYMBOL = 0xA;
    /** A class, structure or union. */
    public static final int UDT = 0xB;
    /** An enumeration. */
    public static final int ENUM = 0xC;
    /** The type of a function. */
    public static final int FUNCTION_TYPE = 0xD;
    /** A pointer. */
    public static final int POINTER_TYPE = 0xE;
    /** An array. */
    public static final int ARRAY_TYPE = 0xF;
    /** A type of the language itself. */
    public static final int BASE_TYPE = 0x10;
    /** Another name of a type. */
    public static final int TYPEDEF = 0x11;
    /** A namespace that is used. */
    public static final int USING_NAMESPACE = 0x17;
    /** The shape of a table of virtual functions. */
    public static final int VTABLE_SHAPE = 0x18;
    /** A symbol that a user made up. */
    public static final int CUSTOM = 0x1A;
    /** A piece of code that leads elsewhere. */
    public static final int THUNK = 0x1B;
    /** A place of a call. */
    public static final int CALL_SITE = 0x1F;
    /** An inlined call. */
    public static final int INLINE_SITE = 0x20;
    /** An export. */
    public static final int EXPORT = 0x27;
    /** A place where memory is taken from the heap. */
    public static final int HEAP_ALLOCATION_SITE = 0x28;
    /** A group of sections. */
    public static final int COFF_GROUP = 0x29;

    private static final String PREFIX = "SymTag";

    private static final List<String> NAMES = List.of(
            "Null",
            "Exe",
            "Compiland",
            "CompilandDetails",
            "CompilandEnv",
            "Function",
            "Block",
            "Data",
            "Annotation",
            "Label",
            "PublicSymbol",
            "UDT",
            "Enum",
            "FunctionType",
            "PointerType",
            "ArrayType",
            "BaseType",
            "Typedef",
            "BaseClass",
            "Friend",
            "FunctionArgType",
            "FuncDebugStart",
            "FuncDebugEnd",
            "UsingNamespace",
            "VTableShape",
            "VTable",
            "Custom",
            "Thunk",
            "CustomType",
            "ManagedType",
            "Dimension",
            "CallSite",
            "InlineSite",
            "BaseInterface",
            "VectorType",
            "MatrixType",
            "HLSLType",
            "Caller",
            "Callee",
            "Export",
            "HeapAllocationSite",
            "CoffGroup",
            "Inlinee",
            "TaggedUnionCase");

    private Tag() {}

    /** How many there are: all numbers below have a name. */
    public static int count() {
        return NAMES.size();
    }

    /** The name with its prefix; {@code <Invalid>} for a number that has none. */
    public static String name(long tag) {
        return tag >= 0 && tag < NAMES.size() ? PREFIX + NAMES.get((int) tag) : "<Invalid>";
    }
}
