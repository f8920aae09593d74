// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.Based;
import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.PointerKind;
import dev.symkit.undecorate.tree.Type;

/** Prints qualifiers, bases and symbols of pointers in Microsoft's style. */
final class MicrosoftModifiers {
    private final MicrosoftPrinter printer;
    private final MicrosoftKeywords keywords;
    private final Text text;

    /** Whether the next part of a declarator follows without a blank. */
    private boolean tight;

    MicrosoftModifiers(MicrosoftPrinter printer) {
        this.printer = printer;
        this.keywords = printer.keywords;
        this.text = printer.text;
    }

    /** Says whether the next part of a declarator follows without a blank. */
    void tight(boolean next) {
        tight = next;
    }

    /** The blank that the next part of a declarator needs. */
    void before() {
        if (!tight) {
            text.blank();
        }
        tight = false;
    }

    /** Whether the whole type is shown as a pinning pointer. */
    static boolean isPinned(Type.Pointer pointer) {
        PointerKind kind = pointer.kind();
        return !pointer.modifiers().letters().isEmpty()
                && pointer.modifiers().has('b')
                && (kind.isPointer() || kind.isReference())
                && !(kind.isPointer() && pointer.target() == BasicType.VOID)
                && !(pointer.target() instanceof Type.Array);
    }

    /** Qualifiers of the target, base, class, {@code __unaligned}, the symbol, the rest. */
    void ofPointer(Type.Pointer pointer, boolean own) throws Malformed {
        Modifiers modifiers = pointer.modifiers();
        print(modifiers, symbol(pointer.kind(), modifiers));
        if (own) {
            own(pointer.kind());
        }
    }

    private static String symbol(PointerKind kind, Modifiers modifiers) {
        if (modifiers.letters().isEmpty()) {
            return kind.symbol();
        }
        if (modifiers.has('c')) {
            return "%";
        }
        if (modifiers.has('a')) {
            return kind.isPointer() ? "^" : kind.isReference() ? "%" : "";
        }
        return kind.symbol();
    }

    private void print(Modifiers modifiers, String symbol) throws Malformed {
        boolean none = modifiers.isNone();
        if (none && symbol.isEmpty()) {
            return;
        }
        before();
        if (none) {
            text.append(symbol);
            return;
        }
        qualifiers(modifiers);
        base(modifiers);
        if (!symbol.isEmpty()) {
            memberOf(modifiers);
        }
        unaligned(modifiers);
        text.append(symbol);
        sizes(modifiers);
    }

    private void qualifiers(Modifiers modifiers) {
        text.append(modifiers.isConst() ? "const " : "");
        text.append(modifiers.isVolatile() ? "volatile " : "");
    }

    /** The base and a blank, if there is one that is shown. */
    void base(Modifiers modifiers) throws Malformed {
        Based.Kind kind = modifiers.based().kind();
        if (kind != Based.Kind.NONE && kind != Based.Kind.BASED_POINTER && !keywords.based.isEmpty()) {
            based(modifiers.based());
            text.append(' ');
        }
    }

    private void based(Based based) throws Malformed {
        text.append(keywords.based);
        if (based.kind() == Based.Kind.VOID) {
            text.append("void");
        } else if (based.kind() == Based.Kind.NAME) {
            printer.names.name(based.name());
        }
        text.append(')');
    }

    /** The class of a member and the colons, if there is one. */
    void memberOf(Modifiers modifiers) throws Malformed {
        if (modifiers.isMember()) {
            printer.names.name(modifiers.memberOf());
            text.append("::");
            tight = false;
        }
    }

    private void unaligned(Modifiers modifiers) {
        String letters = modifiers.letters();
        for (int i = letters.indexOf('F'); i >= 0; i = letters.indexOf('F', i + 1)) {
            text.append(keywords.unaligned);
        }
    }

    private void sizes(Modifiers modifiers) {
        String letters = modifiers.letters();
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            if (letter == 'E' || letter == 'I') {
                text.join(letter == 'E' ? keywords.pointer64 : keywords.restrict);
            }
        }
    }

    /** The qualifiers of a pointer itself. */
    void own(PointerKind kind) {
        if (kind.isConst()) {
            before();
            text.append("const");
        }
        if (kind.isVolatile()) {
            before();
            text.append("volatile");
        }
    }

    /** The storage of a variable, between its type and its name. Returns false if the name is lost. */
    boolean stored(Modifiers stored) throws Malformed {
        if (stored.based().losesDeclarator() || !stored.complete()) {
            text.blank();
            return false;
        }
        print(stored, stored.has('c') ? "%" : "");
        return true;
    }

    /** The qualifiers of {@code this}. */
    void ofThis(Modifiers self) {
        if (self.isNone()) {
            return;
        }
        boolean standard = printer.shows(UndecorateFlags.UNDNAME_NO_CV_THISTYPE);
        if (standard) {
            qualifiers(self);
        }
        if (printer.shows(UndecorateFlags.UNDNAME_NO_MS_THISTYPE)) {
            unaligned(self);
            text.append(self.has('c') ? "% " : "");
            sizes(self);
        }
        if (standard) {
            text.append(self.has('G') ? "& " : "");
            text.append(self.has('H') ? "&& " : "");
        }
    }

    /** The base of a function, behind its calling convention. */
    void ofFunction(Based based) throws Malformed {
        if (based.kind() != Based.Kind.NONE && !keywords.based.isEmpty()) {
            text.append(' ');
            based(based);
        }
    }
}
