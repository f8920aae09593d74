// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/** The code before the modifiers of a type that is made from another one. */
public enum PointerKind {
    /** {@code P}. */
    POINTER("*", false, false),
    /** {@code Q}. */
    CONST_POINTER("*", true, false),
    /** {@code R}. */
    VOLATILE_POINTER("*", false, true),
    /** {@code S}. */
    CONST_VOLATILE_POINTER("*", true, true),
    /** {@code A}. */
    REFERENCE("&", false, false),
    /** {@code B}. */
    VOLATILE_REFERENCE("&", false, true),
    /** {@code $$Q}. */
    RVALUE_REFERENCE("&&", false, false),
    /** {@code $$R}. */
    VOLATILE_RVALUE_REFERENCE("&&", false, true),
    /** {@code ?}: the same type with qualifiers. */
    QUALIFIED("", false, false),
    /** {@code $$C}: the same, as a template argument. */
    QUALIFIED_ARGUMENT("", false, false),
    /** {@code $$A}: a function itself. */
    FUNCTION("", false, false);

    private final String symbol;
    private final boolean isConst;
    private final boolean isVolatile;
    private final boolean pointer;
    private final boolean reference;

    PointerKind(String symbol, boolean isConst, boolean isVolatile) {
        this.symbol = symbol;
        this.isConst = isConst;
        this.isVolatile = isVolatile;
        this.pointer = symbol.equals("*");
        this.reference = symbol.startsWith("&");
    }

    /** What is printed for it, if no modifier says otherwise. */
    public String symbol() {
        return symbol;
    }

    /** Whether the pointer itself is {@code const}. */
    public boolean isConst() {
        return isConst;
    }

    /** Whether the pointer or reference itself is {@code volatile}. */
    public boolean isVolatile() {
        return isVolatile;
    }

    /** Whether it is one of the pointers. */
    public boolean isPointer() {
        return pointer;
    }

    /** Whether it is one of the references. */
    public boolean isReference() {
        return reference;
    }
}
