// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NAME_ONLY;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_ACCESS_SPECIFIERS;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_ALLOCATION_LANGUAGE;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_ARGUMENTS;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_FUNCTION_RETURNS;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_MEMBER_TYPE;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.FunctionClass;
import dev.symkit.undecorate.tree.FunctionClass.Storage;
import dev.symkit.undecorate.tree.FunctionClass.Thunk;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;
import dev.symkit.undecorate.tree.Type;
import java.util.List;

/** Prints symbols in Microsoft's style. For one name. */
final class MicrosoftPrinter implements Names.Owner {
    final Text text;
    final MicrosoftKeywords keywords;
    final Names names;
    final MicrosoftModifiers modifiers;
    final MicrosoftTypes types;

    private final int flags;

    MicrosoftPrinter(int flags, MicrosoftKeywords keywords, int length) {
        this.text = new Text(length);
        this.flags = flags;
        this.keywords = keywords;
        this.names = new Names(this, text, false);
        this.modifiers = new MicrosoftModifiers(this);
        this.types = new MicrosoftTypes(this);
    }

    /** Whether what the flag leaves out is wanted. */
    boolean shows(int flag) {
        return (flags & flag) == 0;
    }

    /** The text of a symbol. */
    String print(Symbol symbol) throws Malformed {
        symbol(symbol, shows(UNDNAME_NAME_ONLY));
        return text.result();
    }

    @Override
    public void nested(Symbol symbol) throws Malformed {
        symbol(symbol, true);
    }

    @Override
    public void scope(Symbol symbol) throws Malformed {
        nested(symbol);
    }

    @Override
    public void type(Type type) throws Malformed {
        types.whole(type, true);
    }

    private void symbol(Symbol symbol, boolean full) throws Malformed {
        text.enter();
        if (symbol instanceof Symbol.Function function) {
            if (full) {
                function(function);
            } else {
                names.name(function.name(), function.signature());
            }
        } else if (symbol instanceof Symbol.Variable variable) {
            if (full) {
                variable(variable);
            } else {
                names.name(variable.name());
            }
        } else if (symbol instanceof Symbol.Table table) {
            table(table, full);
        } else if (symbol instanceof Symbol.VirtualCall call) {
            virtualCall(call, full);
        } else {
            other(symbol, full);
        }
        text.leave();
    }

    private void other(Symbol symbol, boolean full) throws Malformed {
        if (symbol instanceof Symbol.Bare bare) {
            names.name(bare.name());
        } else if (symbol instanceof Symbol.Guard guard) {
            names.name(guard.name());
            text.append('{');
            text.append(guard.number().text());
            text.append("}'");
        } else if (symbol instanceof Symbol.TypeDescriptor descriptor) {
            types.whole(descriptor.type(), false);
            text.join(" `RTTI Type Descriptor'");
        } else if (symbol instanceof Symbol.TypeName name) {
            types.whole(name.type(), false);
        } else if (symbol instanceof Symbol.StringLiteral) {
            text.append("`string'");
        } else if (symbol instanceof Symbol.CodeView view) {
            text.append("CV: ");
            symbol(view.symbol(), full);
        } else if (symbol instanceof Symbol.TemplateId template) {
            names.name(new QualifiedName(template.name(), List.of()));
        } else if (symbol instanceof Symbol.Hashed hashed) {
            text.append(hashed.text());
        }
    }

    private void access(FunctionClass.Access access) {
        if (shows(UNDNAME_NO_ACCESS_SPECIFIERS)) {
            text.append(access.text());
        }
    }

    private void externC(boolean externC) {
        if (externC && shows(UNDNAME_NO_ALLOCATION_LANGUAGE)) {
            text.append("extern \"C\" ");
        }
    }

    private void variable(Symbol.Variable variable) throws Malformed {
        externC(variable.externC());
        access(variable.access());
        if (variable.access() != FunctionClass.Access.NONE && shows(UNDNAME_NO_MEMBER_TYPE)) {
            text.append("static ");
        }
        if (types.prefix(variable.type(), false, true) && modifiers.stored(variable.stored())) {
            text.blank();
            names.name(variable.name());
        }
        types.suffix(variable.type(), true);
    }

    private void function(Symbol.Function symbol) throws Malformed {
        FunctionClass type = symbol.type();
        Type.Function signature = symbol.signature();
        if (type.thunk() != Thunk.NONE) {
            text.append("[thunk]:");
            if (!shows(UNDNAME_NO_ACCESS_SPECIFIERS)) {
                text.append(' ');
            }
        }
        externC(symbol.externC());
        access(type.access());
        if (shows(UNDNAME_NO_MEMBER_TYPE)) {
            text.append(type.storage() == Storage.STATIC ? "static " : "");
            text.append(type.storage() == Storage.VIRTUAL ? "virtual " : "");
        }
        boolean returns = shows(UNDNAME_NO_FUNCTION_RETURNS)
                && signature.returned() != BasicType.NONE
                && !isConversion(symbol.name().name());
        if (returns && !types.prefix(signature.returned(), false, true)) {
            types.suffix(signature.returned(), true);
            return;
        }
        types.functions.convention(signature, symbol.based(), returns);
        types.functions.beforeName();
        names.name(symbol.name(), signature);
        thunk(type);
        if (shows(UNDNAME_NO_ARGUMENTS)) {
            types.functions.parameters(signature);
            modifiers.ofThis(signature.qualifiers());
        }
        if (returns) {
            types.suffix(signature.returned(), true);
        }
        types.functions.exceptions(signature.exceptions());
    }

    private static boolean isConversion(NamePart name) {
        return name instanceof NamePart.Conversion
                || (name instanceof NamePart.Template template && template.name() instanceof NamePart.Conversion);
    }

    private void thunk(FunctionClass type) {
        String word = switch (type.thunk()) {
            case NONE -> "";
            case ADJUSTOR -> "`adjustor{";
            case VTORDISP -> "`vtordisp{";
            case VTORDISPEX -> "`vtordispex{";
        };
        if (word.isEmpty()) {
            return;
        }
        text.append(word);
        String comma = "";
        for (SignedNumber number : type.adjustments()) {
            text.append(comma);
            text.append(number.text());
            comma = ",";
        }
        text.append("}' ");
    }

    private void table(Symbol.Table table, boolean full) throws Malformed {
        if (full) {
            text.append(table.stored().isConst() ? "const " : "");
            text.append(table.stored().isVolatile() ? "volatile " : "");
        }
        names.name(table.name());
        if (table.targets().isEmpty() || !full) {
            return;
        }
        text.append("{for ");
        String separator = "`";
        for (QualifiedName target : table.targets()) {
            text.append(separator);
            names.name(target);
            separator = "'s `";
        }
        text.append("'}");
    }

    private void virtualCall(Symbol.VirtualCall call, boolean full) throws Malformed {
        if (!full) {
            names.name(call.name());
            return;
        }
        text.append("[thunk]: ");
        String convention = keywords.convention(call.convention());
        text.append(convention);
        text.append(convention.isEmpty() ? "" : " ");
        names.name(call.name());
        text.append('{');
        text.append(call.offset().text());
        text.append(",{flat}}' }'");
    }
}
