// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.Convention;
import dev.symkit.undecorate.tree.Exceptions;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.PointerKind;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Type;
import java.util.List;

/** Prints types in LLVM's style. Qualifiers that come from around a type are passed along as bits. */
final class LlvmTypes {
    static final int CONST = 1;
    static final int VOLATILE = 2;
    static final int RESTRICT = 4;
    static final int UNALIGNED = 8;

    private final LlvmPrinter printer;
    private final Text text;

    private boolean conventions = true;

    LlvmTypes(LlvmPrinter printer) {
        this.printer = printer;
        this.text = printer.text;
    }

    /** A type without a name. */
    void whole(Type type) throws Malformed {
        prefix(type, 0, 0);
        suffix(type);
    }

    /** Bits of the qualifiers of a target. */
    static int bits(Modifiers modifiers) {
        return (modifiers.isConst() ? CONST : 0) | (modifiers.isVolatile() ? VOLATILE : 0);
    }

    /** Bits of what stands before the code. */
    static int letters(Modifiers modifiers) {
        if (modifiers.letters().isEmpty()) {
            return 0;
        }
        return (modifiers.has('I') ? RESTRICT : 0) | (modifiers.has('F') ? UNALIGNED : 0);
    }

    /** What stands before a name; {@code inner} are qualifiers for what a pointer points to. */
    void prefix(Type type, int bits, int inner) throws Malformed {
        text.enter();
        if (type instanceof BasicType basic) {
            text.append(basic.text());
            qualifiers(bits, true);
        } else if (type instanceof Type.Tagged tagged) {
            text.append(tagged.kind().isEnum() ? "enum " : tagged.kind().prefix());
            printer.names.name(tagged.name());
            qualifiers(bits, true);
        } else if (type instanceof Type.Pointer pointer) {
            pointerPrefix(pointer, bits, inner);
        } else if (type instanceof Type.Array array) {
            prefix(array.element(), 0, 0);
            qualifiers(bits, true);
        } else if (type instanceof Type.OpenArray array) {
            prefix(array.element(), bits, 0);
        } else if (type instanceof Type.Plain plain) {
            prefix(plain.type(), bits, inner);
        } else if (type instanceof Type.Wide wide) {
            prefix(wide.type(), bits, inner);
        } else if (type instanceof Type.Function function) {
            result(function);
            plainConvention(function.convention());
        } else if (type instanceof Type.Custom custom) {
            printer.names.name(new QualifiedName(custom.name(), List.of()));
        }
        text.leave();
    }

    private void qualifiers(int bits, boolean blank) {
        boolean space = blank;
        if ((bits & CONST) != 0) {
            text.append(space ? " const" : "const");
            space = true;
        }
        if ((bits & VOLATILE) != 0) {
            text.append(space ? " volatile" : "volatile");
            space = true;
        }
        if ((bits & RESTRICT) != 0) {
            text.append(space ? " __restrict" : "__restrict");
        }
    }

    private void pointerPrefix(Type.Pointer pointer, int bits, int inner) throws Malformed {
        PointerKind kind = pointer.kind();
        Modifiers modifiers = pointer.modifiers();
        Type target = pointer.target();
        if (!kind.isPointer() && !kind.isReference()) {
            prefix(target, bits | bits(modifiers), inner);
            return;
        }
        int own = bits | letters(modifiers);
        if (kind.isPointer()) {
            own |= (kind.isConst() ? CONST : 0) | (kind.isVolatile() ? VOLATILE : 0);
        }
        if (target instanceof Type.Function function) {
            boolean before = conventions(false);
            result(function);
            conventions(before);
        } else {
            prefix(target, inner | bits(modifiers), 0);
        }
        space();
        text.append((own & UNALIGNED) != 0 ? "__unaligned " : "");
        if (target instanceof Type.Function function) {
            text.append('(');
            convention(function.convention());
            text.append(' ');
        } else if (target instanceof Type.Array) {
            text.append('(');
        }
        if (modifiers.isMember()) {
            printer.names.name(modifiers.memberOf());
            text.append("::");
        }
        text.append(kind.symbol());
        qualifiers(own, false);
    }

    private void result(Type.Function function) throws Malformed {
        if (function.returned() != BasicType.NONE) {
            prefix(function.returned(), 0, 0);
            text.append(' ');
        }
    }

    /** A blank behind a word. */
    void space() {
        char last = text.last();
        if (last == '>'
                || (last >= '0' && last <= '9')
                || (last >= 'A' && last <= 'Z')
                || (last >= 'a' && last <= 'z')) {
            text.append(' ');
        }
    }

    /** The calling convention of a function that no pointer points to. */
    void plainConvention(Convention convention) {
        if (conventions) {
            convention(convention);
        }
    }

    /**
     * Says whether {@link #plainConvention} prints, and returns whether it did so far. In LLVM's style it does not anywhere in the
     * result of a function that a pointer points to, but for functions that are scopes.
     */
    boolean conventions(boolean print) {
        boolean before = conventions;
        conventions = print;
        return before;
    }

    /** A calling convention. */
    void convention(Convention convention) {
        space();
        text.append(
                switch (convention) {
                    case SWIFT -> "__attribute__((__swiftcall__)) ";
                    case SWIFT_ASYNC -> "__attribute__((__swiftasynccall__)) ";
                    default -> convention.word();
                });
    }

    /** What stands behind a name. */
    void suffix(Type type) throws Malformed {
        suffix(type, 0);
    }

    /** What stands behind a name; {@code inner} are qualifiers for a function that a pointer points to. */
    void suffix(Type type, int inner) throws Malformed {
        text.enter();
        if (type instanceof Type.Pointer pointer) {
            boolean real = pointer.kind().isPointer() || pointer.kind().isReference();
            if (real && (pointer.target() instanceof Type.Array || pointer.target() instanceof Type.Function)) {
                text.append(')');
            }
            suffix(pointer.target(), pointer.target() instanceof Type.Function ? inner : 0);
        } else if (type instanceof Type.Array array) {
            for (SignedNumber dimension : array.dimensions()) {
                text.append('[');
                text.append(dimension.magnitude() == 0 ? "" : dimension.text());
                text.append(']');
            }
            suffix(array.element());
        } else if (type instanceof Type.OpenArray array) {
            text.append("[]");
            suffix(array.element());
        } else if (type instanceof Type.Plain plain) {
            suffix(plain.type(), inner);
        } else if (type instanceof Type.Wide wide) {
            suffix(wide.type(), inner);
        } else if (type instanceof Type.Function function) {
            functionSuffix(function, inner);
        }
        text.leave();
    }

    private void functionSuffix(Type.Function function, int more) throws Malformed {
        text.append('(');
        List<Type> parameters = function.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i > 0 ? ", " : "");
            whole(parameters.get(i));
        }
        if (function.variadic()) {
            text.append(parameters.isEmpty() ? "..." : ", ...");
        }
        text.append(')');
        Modifiers self = function.qualifiers();
        boolean plain = self.isNone();
        if (!plain || more != 0) {
            qualifiers(bits(self) | letters(self) | more, true);
            text.append(self.has('F') ? " __unaligned" : "");
        }
        if (function.exceptions().kind() == Exceptions.Kind.NOEXCEPT) {
            text.append(" noexcept");
        }
        if (!plain) {
            text.append(self.has('G') ? " &" : self.has('H') ? " &&" : "");
        }
        suffix(function.returned());
    }
}
