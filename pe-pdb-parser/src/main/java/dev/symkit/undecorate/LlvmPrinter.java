// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.FunctionClass;
import dev.symkit.undecorate.tree.FunctionClass.Access;
import dev.symkit.undecorate.tree.FunctionClass.Storage;
import dev.symkit.undecorate.tree.FunctionClass.Thunk;
import dev.symkit.undecorate.tree.Modifiers;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.Operator;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;
import dev.symkit.undecorate.tree.Type;
import java.util.List;

/** Prints symbols in LLVM's style. For one name. */
final class LlvmPrinter implements Names.Owner {
    final Text text;
    final Names names;
    final LlvmTypes types;

    /** A printer for a decorated name of so many characters. */
    LlvmPrinter(int length) {
        this.text = new Text(length);
        this.names = new Names(this, text, true);
        this.types = new LlvmTypes(this);
    }

    /**
     * The text of a symbol.
     *
     * @param full whether more is wanted than its name
     */
    String print(Symbol symbol, boolean full) throws Malformed {
        if (full) {
            nested(symbol);
        } else {
            name(symbol);
        }
        return text.result();
    }

    private void name(Symbol symbol) throws Malformed {
        if (symbol instanceof Symbol.Function function) {
            names.name(function.name(), function.signature());
        } else if (symbol instanceof Symbol.Variable variable) {
            names.name(variable.name());
        } else if (symbol instanceof Symbol.Table table) {
            names.name(table.name());
        } else if (symbol instanceof Symbol.VirtualCall call) {
            names.name(call.name());
        } else if (symbol instanceof Symbol.Bare bare) {
            names.name(bare.name());
        } else if (symbol instanceof Symbol.CodeView view) {
            name(view.symbol());
        } else {
            nested(symbol);
        }
    }

    @Override
    public void nested(Symbol symbol) throws Malformed {
        text.enter();
        if (symbol instanceof Symbol.Function function) {
            function(function);
        } else if (symbol instanceof Symbol.Variable variable) {
            variable(variable);
        } else if (symbol instanceof Symbol.Table table) {
            table(table);
        } else if (symbol instanceof Symbol.Bare bare) {
            text.append(bare.externC() ? "extern \"C\" " : "");
            names.name(bare.name());
        } else if (symbol instanceof Symbol.Guard guard) {
            names.name(guard.name());
            if (guard.number().magnitude() != 0) {
                text.append('{');
                text.append(guard.number().text());
                text.append('}');
            }
        } else {
            other(symbol);
        }
        text.leave();
    }

    @Override
    public void scope(Symbol symbol) throws Malformed {
        boolean before = types.conventions(true);
        nested(symbol);
        types.conventions(before);
    }

    @Override
    public void type(Type type) throws Malformed {
        types.whole(type);
    }

    private void other(Symbol symbol) throws Malformed {
        if (symbol instanceof Symbol.VirtualCall call) {
            text.append("[thunk]: ");
            types.convention(call.convention());
            types.space();
            names.name(call.name());
            text.append('{');
            text.append(call.offset().text());
            text.append(", {flat}}");
        } else if (symbol instanceof Symbol.TypeDescriptor descriptor) {
            typed(descriptor.type(), "`RTTI Type Descriptor'");
        } else if (symbol instanceof Symbol.TypeName name) {
            typed(name.type(), "`RTTI Type Descriptor Name'");
        } else if (symbol instanceof Symbol.StringLiteral literal) {
            new LlvmLiteral(text).print(literal);
        } else if (symbol instanceof Symbol.CodeView view) {
            nested(view.symbol());
        } else if (symbol instanceof Symbol.TemplateId template) {
            names.name(new QualifiedName(template.name(), List.of()));
        } else if (symbol instanceof Symbol.Hashed hashed) {
            text.append(hashed.text());
        }
    }

    private void typed(Type type, String name) throws Malformed {
        types.prefix(type, 0, 0);
        types.space();
        text.append(name);
        types.suffix(type);
    }

    private void function(Symbol.Function symbol) throws Malformed {
        FunctionClass type = symbol.type();
        Type.Function signature = symbol.signature();
        text.append(type.thunk() == Thunk.NONE ? "" : "[thunk]: ");
        text.append(type.access().text());
        boolean hidden = type.thunk() == Thunk.ADJUSTOR && type.access() == Access.PRIVATE; // LLVM leaves it out
        text.append(type.storage() == Storage.STATIC ? "static " : "");
        text.append(type.storage() == Storage.VIRTUAL && !hidden ? "virtual " : "");
        text.append(symbol.externC() ? "extern \"C\" " : "");
        if (signature.returned() != BasicType.NONE) {
            types.prefix(signature.returned(), 0, 0);
            text.append(' ');
        }
        types.plainConvention(signature.convention());
        types.space();
        names.name(symbol.name(), signature);
        thunk(type);
        types.suffix(signature);
    }

    /** LLVM keeps all numbers in 32 bits; the last one of each thunk has no sign. */
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
        List<SignedNumber> numbers = type.adjustments();
        for (int i = 0; i < numbers.size(); i++) {
            SignedNumber number = numbers.get(i);
            int value = (int) (number.negative() ? -number.magnitude() : number.magnitude());
            text.append(i > 0 ? ", " : "");
            text.append(i + 1 < numbers.size() ? Integer.toString(value) : Integer.toUnsignedString(value));
        }
        text.append("}'");
    }

    private void variable(Symbol.Variable variable) throws Malformed {
        if (isGuard(variable.name().name())) {
            names.name(variable.name());
            return;
        }
        text.append(variable.access().text());
        text.append(variable.access() == Access.NONE ? "" : "static ");
        Type type = variable.type();
        Modifiers stored = variable.stored();
        boolean pointer = type instanceof Type.Pointer made
                && (made.kind().isPointer() || made.kind().isReference());
        int bits = LlvmTypes.bits(stored);
        types.prefix(type, pointer ? LlvmTypes.letters(stored) : bits, pointer ? bits : 0);
        types.space();
        names.name(variable.name());
        types.suffix(type, pointer ? bits : 0);
    }

    private static boolean isGuard(NamePart name) {
        return name instanceof NamePart.Special special
                && (special.operator() == Operator.STATIC_GUARD || special.operator() == Operator.THREAD_GUARD);
    }

    private void table(Symbol.Table table) throws Malformed {
        text.append(table.stored().isConst() ? "const " : "");
        text.append(table.stored().isVolatile() ? "volatile " : "");
        names.name(table.name());
        String separator = "{for `";
        for (QualifiedName target : table.targets()) {
            text.append(separator);
            names.name(target);
            separator = "'s `";
        }
        text.append(table.targets().isEmpty() ? "" : "'}");
    }
}
