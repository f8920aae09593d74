// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

/**
 * Names that a code stands for, with their texts in Microsoft's and in LLVM's style.
 *
 * <p>Sources: the Wine and Ghidra descriptions of decorated names, LLVM's undecorator; spelling as in the public test cases.
 */
public enum Operator {
    NEW("operator new"),
    DELETE("operator delete"),
    ASSIGN("operator="),
    RIGHT_SHIFT("operator>>"),
    LEFT_SHIFT("operator<<"),
    NOT("operator!"),
    EQUAL("operator=="),
    NOT_EQUAL("operator!="),
    SUBSCRIPT("operator[]"),
    ARROW("operator->"),
    STAR("operator*"),
    INCREMENT("operator++"),
    DECREMENT("operator--"),
    MINUS("operator-"),
    PLUS("operator+"),
    AMPERSAND("operator&"),
    ARROW_STAR("operator->*"),
    DIVIDE("operator/"),
    MODULUS("operator%"),
    LESS("operator<"),
    LESS_EQUAL("operator<="),
    GREATER("operator>"),
    GREATER_EQUAL("operator>="),
    COMMA("operator,"),
    CALL("operator()"),
    COMPLEMENT("operator~"),
    XOR("operator^"),
    OR("operator|"),
    AND_AND("operator&&"),
    OR_OR("operator||"),
    TIMES_ASSIGN("operator*="),
    PLUS_ASSIGN("operator+="),
    MINUS_ASSIGN("operator-="),
    DIVIDE_ASSIGN("operator/="),
    MODULUS_ASSIGN("operator%="),
    RIGHT_SHIFT_ASSIGN("operator>>="),
    LEFT_SHIFT_ASSIGN("operator<<="),
    AND_ASSIGN("operator&="),
    OR_ASSIGN("operator|="),
    XOR_ASSIGN("operator^="),
    VFTABLE("`vftable'"),
    VBTABLE("`vbtable'"),
    VCALL("`vcall'"),
    TYPEOF("`typeof'"),
    STATIC_GUARD("`local static guard'"),
    STRING("`string'"),
    VBASE_DESTRUCTOR("`vbase destructor'", "`vbase dtor'"),
    VECTOR_DELETING("`vector deleting destructor'", "`vector deleting dtor'"),
    DEFAULT_CLOSURE("`default constructor closure'", "`default ctor closure'"),
    SCALAR_DELETING("`scalar deleting destructor'", "`scalar deleting dtor'"),
    VECTOR_CONSTRUCTOR("`vector constructor iterator'", "`vector ctor iterator'"),
    VECTOR_DESTRUCTOR("`vector destructor iterator'", "`vector dtor iterator'"),
    VECTOR_VBASE_CONSTRUCTOR("`vector vbase constructor iterator'", "`vector vbase ctor iterator'"),
    DISPLACEMENT_MAP("`virtual displacement map'"),
    EH_VECTOR_CONSTRUCTOR("`eh vector constructor iterator'", "`eh vector ctor iterator'"),
    EH_VECTOR_DESTRUCTOR("`eh vector destructor iterator'", "`eh vector dtor iterator'"),
    EH_VECTOR_VBASE_CONSTRUCTOR("`eh vector vbase constructor iterator'", "`eh vector vbase ctor iterator'"),
    COPY_CLOSURE("`copy constructor closure'", "`copy ctor closure'"),
    /** A code without a name of its own; prints nothing. */
    UNNAMED(""),
    BASE_CLASS_ARRAY("`RTTI Base Class Array'"),
    CLASS_HIERARCHY("`RTTI Class Hierarchy Descriptor'"),
    OBJECT_LOCATOR("`RTTI Complete Object Locator'"),
    LOCAL_VFTABLE("`local vftable'"),
    LOCAL_VFTABLE_CLOSURE("`local vftable constructor closure'", "`local vftable ctor closure'"),
    NEW_ARRAY("operator new[]"),
    DELETE_ARRAY("operator delete[]"),
    PLACEMENT_DELETE_CLOSURE("`placement delete closure'"),
    PLACEMENT_DELETE_ARRAY_CLOSURE("`placement delete[] closure'"),
    MANAGED_VECTOR_CONSTRUCTOR("`managed vector constructor iterator'", "`managed vector ctor iterator'"),
    MANAGED_VECTOR_DESTRUCTOR("`managed vector destructor iterator'", "`managed vector dtor iterator'"),
    EH_VECTOR_COPY("`eh vector copy constructor iterator'", "`EH vector copy ctor iterator'"),
    EH_VECTOR_VBASE_COPY("`eh vector vbase copy constructor iterator'", "`EH vector vbase copy ctor iterator'"),
    VECTOR_COPY("`vector copy constructor iterator'", "`vector copy ctor iterator'"),
    VECTOR_VBASE_COPY("`vector vbase copy constructor iterator'"),
    MANAGED_VECTOR_COPY(
            "`managed vector copy constructor iterator'", "`managed vector vbase copy constructor iterator'"),
    THREAD_GUARD("`local static thread guard'"),
    CO_AWAIT("operator co_await"),
    SPACESHIP("operator<=>");

    private static final Operator[] SINGLE = {
        NEW, DELETE, ASSIGN, RIGHT_SHIFT, LEFT_SHIFT, NOT, EQUAL, NOT_EQUAL, SUBSCRIPT, UNNAMED, ARROW, STAR, INCREMENT,
                DECREMENT,
        MINUS, PLUS, AMPERSAND, ARROW_STAR, DIVIDE, MODULUS, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL, COMMA, CALL,
                COMPLEMENT, XOR,
        OR, AND_AND, OR_OR, TIMES_ASSIGN, PLUS_ASSIGN, MINUS_ASSIGN
    };

    private final String text;
    private final String llvm;

    Operator(String text) {
        this(text, text);
    }

    Operator(String text, String llvm) {
        this.text = text;
        this.llvm = llvm;
    }

    /** Microsoft's text. */
    public String text() {
        return text;
    }

    /** LLVM's text. */
    public String llvm() {
        return llvm;
    }

    /** Whether it is a name that no source text can spell. */
    public boolean isSpecial() {
        return text.startsWith("`");
    }

    /** The operator of {@code ?x}, for {@code 2} to {@code 9} and {@code A} to {@code Z} except {@code B}; else {@link #UNNAMED}. */
    public static Operator of(char code) {
        if (code >= '2' && code <= '9') {
            return SINGLE[code - '2'];
        }
        return code >= 'A' && code <= 'Z' ? SINGLE[code - 'A' + 8] : UNNAMED;
    }

    /** The operator of {@code ?_x}, or {@link #UNNAMED} if there is none that is only a text. */
    public static Operator extended(char code) {
        return code <= '9' ? extendedDigit(code) : extendedLetter(code);
    }

    /** The operator of {@code ?__x}, or {@link #UNNAMED} if there is none that is only a text. */
    public static Operator twiceExtended(char code) {
        return switch (code) {
            case 'A' -> MANAGED_VECTOR_CONSTRUCTOR;
            case 'B' -> MANAGED_VECTOR_DESTRUCTOR;
            case 'C' -> EH_VECTOR_COPY;
            case 'D' -> EH_VECTOR_VBASE_COPY;
            case 'G' -> VECTOR_COPY;
            case 'H' -> VECTOR_VBASE_COPY;
            case 'I' -> MANAGED_VECTOR_COPY;
            case 'J' -> THREAD_GUARD;
            case 'L' -> CO_AWAIT;
            case 'M' -> SPACESHIP;
            default -> UNNAMED;
        };
    }

    private static Operator extendedDigit(char code) {
        return switch (code) {
            case '0' -> DIVIDE_ASSIGN;
            case '1' -> MODULUS_ASSIGN;
            case '2' -> RIGHT_SHIFT_ASSIGN;
            case '3' -> LEFT_SHIFT_ASSIGN;
            case '4' -> AND_ASSIGN;
            case '5' -> OR_ASSIGN;
            case '6' -> XOR_ASSIGN;
            case '7' -> VFTABLE;
            case '8' -> VBTABLE;
            case '9' -> VCALL;
            default -> UNNAMED;
        };
    }

    private static Operator extendedLetter(char code) {
        return switch (code) {
            case 'A' -> TYPEOF;
            case 'B' -> STATIC_GUARD;
            case 'D' -> VBASE_DESTRUCTOR;
            case 'E' -> VECTOR_DELETING;
            case 'F' -> DEFAULT_CLOSURE;
            case 'G' -> SCALAR_DELETING;
            case 'H' -> VECTOR_CONSTRUCTOR;
            case 'I' -> VECTOR_DESTRUCTOR;
            case 'J' -> VECTOR_VBASE_CONSTRUCTOR;
            case 'K' -> DISPLACEMENT_MAP;
            case 'L' -> EH_VECTOR_CONSTRUCTOR;
            case 'M' -> EH_VECTOR_DESTRUCTOR;
            case 'N' -> EH_VECTOR_VBASE_CONSTRUCTOR;
            case 'O' -> COPY_CLOSURE;
            case 'S' -> LOCAL_VFTABLE;
            case 'T' -> LOCAL_VFTABLE_CLOSURE;
            case 'U' -> NEW_ARRAY;
            case 'V' -> DELETE_ARRAY;
            case 'X' -> PLACEMENT_DELETE_CLOSURE;
            case 'Y' -> PLACEMENT_DELETE_ARRAY_CLOSURE;
            default -> UNNAMED;
        };
    }
}
