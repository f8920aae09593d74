// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.Based;
import dev.symkit.undecorate.tree.Exceptions;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.PointerKind;
import dev.symkit.undecorate.tree.Type;
import java.util.List;

/** Prints functions and pointers to them in Microsoft's style. */
final class MicrosoftFunctions {
    private final MicrosoftPrinter printer;
    private final MicrosoftTypes types;
    private final MicrosoftModifiers modifiers;
    private final Text text;

    MicrosoftFunctions(MicrosoftPrinter printer, MicrosoftTypes types) {
        this.printer = printer;
        this.types = types;
        this.modifiers = printer.modifiers;
        this.text = printer.text;
    }

    /** Result, parenthesis, convention, base, class and symbol. Returns false if the declarator is lost. */
    boolean prefix(Type.Pointer pointer, Type.Function function, boolean own, boolean parenthesis) throws Malformed {
        PointerKind kind = pointer.kind();
        Modifiers made = pointer.modifiers();
        boolean alive = types.prefix(function.returned(), false, true);
        if (made.based().losesDeclarator()) {
            text.blank();
            return false;
        }
        if (!alive) {
            return false;
        }
        modifiers.before();
        text.append(parenthesis ? "(" : "");
        text.append(printer.keywords.convention(function.convention()));
        if (made.based().kind() != Based.Kind.NONE) {
            text.blank();
            modifiers.base(made);
        }
        if (made.isMember()) {
            text.blank();
            modifiers.memberOf(made);
        }
        text.append(kind.symbol());
        modifiers.tight(true);
        if (own) {
            modifiers.own(kind);
        }
        return true;
    }

    /** Parenthesis, parameters, qualifiers of {@code this}, what is behind the result, exceptions. */
    void suffix(Type.Function function, boolean parenthesis) throws Malformed {
        text.append(parenthesis ? ")" : "");
        parameters(function);
        modifiers.ofThis(function.qualifiers());
        types.suffix(function.returned(), true);
        exceptions(function.exceptions());
    }

    /** The parameters in parentheses. */
    void parameters(Type.Function function) throws Malformed {
        text.append('(');
        List<Type> parameters = function.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i > 0 ? "," : "");
            types.whole(parameters.get(i), true);
        }
        if (function.variadic()) {
            text.append(parameters.isEmpty() ? "..." : ",...");
        }
        text.append(')');
    }

    /** What a function says about exceptions. */
    void exceptions(Exceptions exceptions) throws Malformed {
        if (exceptions.kind() == Exceptions.Kind.NONE || !printer.shows(UndecorateFlags.UNDNAME_NO_THROW_SIGNATURES)) {
            return;
        }
        if (exceptions.kind() == Exceptions.Kind.NOEXCEPT) {
            text.join(" noexcept");
            return;
        }
        text.join(" throw(");
        for (int i = 0; i < exceptions.types().size(); i++) {
            text.append(i > 0 ? "," : "");
            types.whole(exceptions.types().get(i), true);
        }
        text.append(')');
    }

    /** The convention and base of a function, before its name; {@code returns} tells that a result is before it. */
    void convention(Type.Function function, Based based, boolean returns) throws Malformed {
        String word = based.losesDeclarator() ? "" : printer.keywords.convention(function.convention());
        if (word.isEmpty()) {
            return;
        }
        if (returns) {
            modifiers.before();
        }
        text.append(word);
        modifiers.ofFunction(based);
        modifiers.tight(false);
    }

    /** The blank before a name, unless what is before it needs none. */
    void beforeName() {
        if (text.length() > 0 && text.last() != '`' && text.last() != ' ') {
            text.append(' ');
        }
        modifiers.tight(false);
    }
}
