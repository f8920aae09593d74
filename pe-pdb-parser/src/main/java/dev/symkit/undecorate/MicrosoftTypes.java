// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.PointerKind;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Type;
import java.util.List;

/**
 * Prints types in Microsoft's style.
 *
 * <p>A type has a part before the name that it belongs to and one behind it. What comes between, the declarator, may itself be a
 * pointer, a function or an array around the name. Microsoft's printer loses the declarator in two cases: behind a pointer that is
 * based on a based pointer, and behind a {@code cli::array}. {@link #prefix} tells whether it is lost.
 */
final class MicrosoftTypes {
    final MicrosoftFunctions functions;

    private final MicrosoftPrinter printer;
    private final MicrosoftModifiers modifiers;
    private final Text text;

    MicrosoftTypes(MicrosoftPrinter printer) {
        this.printer = printer;
        this.modifiers = printer.modifiers;
        this.text = printer.text;
        this.functions = new MicrosoftFunctions(printer, this);
    }

    /** A type without a name; {@code own} says that the qualifiers of a pointer itself count. */
    void whole(Type type, boolean own) throws Malformed {
        prefix(type, own, false);
        suffix(type, false);
    }

    /** What stands before a declarator. Returns false if the declarator must not be printed. */
    boolean prefix(Type type, boolean own, boolean followed) throws Malformed {
        text.enter();
        boolean alive = true;
        if (type instanceof Type.Pointer pointer) {
            alive = pointer.target() instanceof Type.Function function
                    ? functions.prefix(pointer, function, own, followed || pointer.kind() != PointerKind.FUNCTION)
                    : pointerPrefix(pointer, own);
        } else if (type instanceof Type.Array array) {
            alive = arrayPrefix(array.element(), followed);
        } else if (type instanceof Type.OpenArray array) {
            alive = openPrefix(array);
        } else if (type instanceof Type.Plain plain) {
            alive = prefix(plain.type(), own, followed);
        } else if (type instanceof Type.Wide wide) {
            text.append(printer.keywords.wide);
            alive = prefix(wide.type(), own, followed);
        } else {
            named(type);
        }
        text.leave();
        return alive;
    }

    private void named(Type type) throws Malformed {
        if (type instanceof BasicType basic) {
            text.append(basic.text());
        } else if (type instanceof Type.Tagged tagged) {
            text.append(
                    printer.shows(UndecorateFlags.UNDNAME_NO_ECSU)
                            ? tagged.kind().prefix()
                            : "");
            printer.names.name(tagged.name());
        } else if (type instanceof Type.Custom custom) {
            printer.names.name(new QualifiedName(custom.name(), List.of()));
        }
        modifiers.tight(false);
    }

    private boolean pointerPrefix(Type.Pointer pointer, boolean own) throws Malformed {
        if (pointer.modifiers().isManagedArray()) {
            managedArray(pointer);
            return false;
        }
        text.append(MicrosoftModifiers.isPinned(pointer) ? "cli::pin_ptr<" : "");
        boolean lost = pointer.modifiers().based().losesDeclarator();
        if (!prefix(pointer.target(), false, !lost) || lost) {
            return false;
        }
        modifiers.ofPointer(pointer, own);
        return true;
    }

    private void managedArray(Type.Pointer pointer) throws Malformed {
        Type target = pointer.target();
        if (target != BasicType.VOID && pointer.kind() != PointerKind.QUALIFIED) {
            text.append("cli::array<");
        }
        boolean alive = prefix(target, false, false);
        suffix(target, false);
        if (alive) {
            int rank = pointer.modifiers().rank();
            text.blank();
            if (rank > 1) {
                text.append(',');
                text.append(Integer.toString(rank));
            }
            text.append(">^");
        }
    }

    private boolean arrayPrefix(Type element, boolean followed) throws Malformed {
        boolean alive = prefix(element, false, true);
        if (alive && followed) {
            modifiers.before();
            text.append('(');
            modifiers.tight(true);
        }
        return alive;
    }

    private boolean openPrefix(Type.OpenArray array) throws Malformed {
        if (array.element() instanceof Type.Function function) {
            return functions.prefix(
                    new Type.Pointer(PointerKind.FUNCTION, array.modifiers(), function), function, false, true);
        }
        text.append(array.modifiers().has('b') ? "cli::pin_ptr<" : "");
        Type innermost = array.element();
        while (isAround(innermost)) {
            innermost = inside(innermost);
        }
        return prefix(innermost, false, false);
    }

    /** Whether it is a pointer or an array that an open array shows only by brackets. */
    private static boolean isAround(Type type) {
        return type instanceof Type.Array
                || (type instanceof Type.Pointer pointer && !(pointer.target() instanceof Type.Function));
    }

    private static Type inside(Type around) {
        return around instanceof Type.Array array ? array.element() : ((Type.Pointer) around).target();
    }

    /** What stands behind a declarator. */
    void suffix(Type type, boolean followed) throws Malformed {
        text.enter();
        if (type instanceof Type.Pointer pointer) {
            pointerSuffix(pointer, followed);
        } else if (type instanceof Type.Array array) {
            arraySuffix(array, followed);
        } else if (type instanceof Type.OpenArray array) {
            openSuffix(array);
        } else if (type instanceof Type.Plain plain) {
            suffix(plain.type(), followed);
        } else if (type instanceof Type.Wide wide) {
            suffix(wide.type(), followed);
        }
        text.leave();
    }

    private void pointerSuffix(Type.Pointer pointer, boolean followed) throws Malformed {
        Modifiers made = pointer.modifiers();
        boolean lost = made.based().losesDeclarator();
        if (pointer.target() instanceof Type.Function function) {
            if (lost || losesDeclarator(function.returned())) {
                suffix(function.returned(), true);
            } else {
                functions.suffix(function, followed || pointer.kind() != PointerKind.FUNCTION);
            }
        } else if (!made.isManagedArray()) {
            suffix(pointer.target(), !lost);
        }
    }

    private void arraySuffix(Type.Array array, boolean followed) throws Malformed {
        if (!losesDeclarator(array.element())) {
            if (followed) {
                text.append(')');
            } else {
                modifiers.before();
            }
            dimensions(array);
        }
        suffix(array.element(), true);
    }

    private void dimensions(Type.Array array) {
        for (SignedNumber dimension : array.dimensions()) {
            text.append('[');
            text.append(dimension.text());
            text.append(']');
        }
    }

    private void openSuffix(Type.OpenArray array) throws Malformed {
        if (array.element() instanceof Type.Function function) {
            functions.suffix(function, true);
            text.append("[]");
            return;
        }
        text.append("[]");
        Type type = array.element();
        for (; isAround(type); type = inside(type)) {
            if (type instanceof Type.Array inner) {
                dimensions(inner);
            } else {
                text.append(inside(type) instanceof Type.Array ? "[]" : "");
            }
        }
        suffix(type, true);
    }

    /** Whether {@link #prefix} of this type loses the declarator. */
    private static boolean losesDeclarator(Type type) {
        Type at = type;
        while (true) {
            if (at instanceof Type.Pointer pointer) {
                Modifiers made = pointer.modifiers();
                if (made.based().losesDeclarator() || made.isManagedArray()) {
                    return true;
                }
                at = pointer.target();
            } else if (at instanceof Type.Function function) {
                at = function.returned();
            } else if (at instanceof Type.Array array) {
                at = array.element();
            } else {
                return false;
            }
        }
    }
}
