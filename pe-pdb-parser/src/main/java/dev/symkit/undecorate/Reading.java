// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.Convention;
import org.jspecify.annotations.Nullable;

/** The state of reading one name, and the readers of its parts, which call each other. */
final class Reading {
    /** Deepest nesting of types, templates and symbols. */
    private static final int DEEPEST = 200;

    final Input in;
    final Style style;
    /** A template at the top, which may end with the text. */
    final boolean openEnd;
    /** A type name; Microsoft knows none with functions as scopes. */
    final boolean typeName;

    final NameReader names;
    final TypeReader types;
    final ArgumentReader arguments;
    final SymbolReader symbols;

    BackReferences back = new BackReferences();

    @Nullable
    private BackReferences free;

    private int depth;

    /** Whose grammar. */
    enum Style {
        MICROSOFT,
        LLVM
    }

    Reading(Input in, Style style, boolean openEnd) {
        this.in = in;
        this.style = style;
        this.openEnd = openEnd;
        this.names = new NameReader(this);
        this.types = new TypeReader(this);
        this.arguments = new ArgumentReader(this);
        this.symbols = new SymbolReader(this);
        this.typeName = in.isTypeName();
    }

    boolean isLlvm() {
        return style == Style.LLVM;
    }

    /** A calling convention. LLVM has no word for those of exported vector and Swift functions. */
    Convention convention() throws Malformed {
        char code = in.next();
        if (!Convention.isCode(code)) {
            throw new Malformed();
        }
        return isLlvm() && (code == 'R' || code == 'T') ? Convention.UNNAMED : Convention.of(code);
    }

    void enter() throws Malformed {
        if (++depth > DEEPEST) {
            throw new Malformed();
        }
    }

    void leave() {
        depth--;
    }

    /** A template has tables of its own inside. */
    void enterTemplate() throws Malformed {
        enter();
        BackReferences inner = free;
        if (inner == null) {
            inner = new BackReferences();
        } else {
            free = inner.outer;
            inner.clear();
        }
        inner.outer = back;
        back = inner;
    }

    void leaveTemplate() {
        leave();
        BackReferences inner = back;
        back = java.util.Objects.requireNonNull(inner.outer);
        inner.outer = free;
        free = inner;
    }
}
