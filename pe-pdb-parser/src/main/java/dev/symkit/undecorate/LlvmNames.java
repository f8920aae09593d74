// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.BasicType;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;
import dev.symkit.undecorate.tree.TemplateArgument;
import dev.symkit.undecorate.tree.TemplateArgument.Pack;
import dev.symkit.undecorate.tree.Type;
import java.util.List;

/** Prints names in LLVM's style. */
final class LlvmNames {
    private final LlvmPrinter printer;
    private final Text text;

    LlvmNames(LlvmPrinter printer) {
        this.printer = printer;
        this.text = printer.text;
    }

    void name(QualifiedName name) throws Malformed {
        name(name, BasicType.NONE);
    }

    /** A name; {@code returned} is the result of the function it belongs to, which conversion operators are named after. */
    void name(QualifiedName name, Type returned) throws Malformed {
        text.enter();
        List<NamePart> scopes = name.scopes();
        NamePart inner = name.name();
        if (inner instanceof NamePart.DynamicOfName dynamic) { // LLVM quotes the scopes too
            dynamic(dynamic.destructor(), '\'');
            name(new QualifiedName(dynamic.variable(), scopes), returned);
            text.append("''");
        } else {
            for (int i = scopes.size() - 1; i >= 0; i--) {
                part(scopes.get(i), scopes, i + 1, returned);
                text.append("::");
            }
            part(inner, scopes, 0, returned);
        }
        text.leave();
    }

    private void part(NamePart part, List<NamePart> scopes, int outer, Type returned) throws Malformed {
        if (part instanceof NamePart.Identifier identifier) {
            text.append(identifier.text());
        } else if (part instanceof NamePart.Template template) {
            template(template, scopes, outer, returned);
        } else if (part instanceof NamePart.Special special) {
            text.append(special.operator().llvm());
        } else if (part instanceof NamePart.Structor structor) {
            text.append(structor.destructor() ? "~" : "");
            if (outer < scopes.size()) {
                part(scopes.get(outer), scopes, outer + 1, returned);
            }
        } else if (part instanceof NamePart.Conversion) {
            text.append("operator ");
            printer.types.whole(returned);
        } else if (part instanceof NamePart.Anonymous) {
            text.append("`anonymous namespace'");
        } else if (part instanceof NamePart.AnonymousKey key) {
            text.append(key.key());
        } else if (part instanceof NamePart.Local local) {
            quoted(local.symbol());
        } else if (part instanceof NamePart.Numbered numbered) {
            text.append('`');
            text.append(numbered.number().text());
            text.append('\'');
        } else {
            otherPart(part, scopes, outer, returned);
        }
    }

    private void otherPart(NamePart part, List<NamePart> scopes, int outer, Type returned) throws Malformed {
        if (part instanceof NamePart.Interface wrapped) {
            part(wrapped.name(), scopes, outer, returned);
        } else if (part instanceof NamePart.QualifiedInterface wrapped) {
            text.append('[');
            name(wrapped.name());
            text.append(']');
        } else if (part instanceof NamePart.Nested nested) {
            printer.symbol(nested.symbol());
        } else if (part instanceof NamePart.Literal literal) {
            text.append("operator \"\"");
            text.append(literal.suffix());
        } else if (part instanceof NamePart.UdtReturning returning) {
            text.append("`udt returning'");
            part(returning.operator(), scopes, outer, returned);
        } else if (part instanceof NamePart.BaseClassDescriptor descriptor) {
            text.append("`RTTI Base Class Descriptor at (");
            numbers(List.of(descriptor.member(), descriptor.table(), descriptor.inTable(), descriptor.flags()));
            text.append(")'");
        } else if (part instanceof NamePart.DynamicOfSymbol dynamic) {
            dynamic(dynamic.destructor(), '`');
            printer.symbol(dynamic.variable());
            text.append("''");
        }
    }

    private void dynamic(boolean destructor, char quote) {
        text.append(destructor ? "`dynamic atexit destructor for " : "`dynamic initializer for ");
        text.append(quote);
    }

    private void quoted(Symbol symbol) throws Malformed {
        text.append('`');
        printer.symbol(symbol);
        text.append('\'');
    }

    private void template(NamePart.Template template, List<NamePart> scopes, int outer, Type returned)
            throws Malformed {
        text.enter();
        boolean conversion = template.name() instanceof NamePart.Conversion;
        if (conversion) {
            text.append("operator");
        } else {
            part(template.name(), scopes, outer, returned);
        }
        text.append('<');
        arguments(template.arguments());
        text.append('>');
        if (conversion) {
            text.append(' ');
            printer.types.whole(returned);
        }
        text.leave();
    }

    private void arguments(List<TemplateArgument> arguments) throws Malformed {
        boolean comma = false;
        for (int i = 0; i < arguments.size(); i++) {
            TemplateArgument argument = arguments.get(i);
            text.count();
            if (!(argument instanceof Pack)) {
                text.append(comma ? ", " : "");
                argument(argument);
                comma = true;
            }
        }
    }

    private void argument(TemplateArgument argument) throws Malformed {
        if (argument instanceof Type type) {
            printer.types.whole(type);
        } else if (argument instanceof TemplateArgument.IntegerValue integer) {
            text.append(integer.value().text());
        } else if (argument instanceof TemplateArgument.Address address) {
            text.append(address.reference() ? "" : "&");
            printer.symbol(address.symbol());
        } else if (argument instanceof TemplateArgument.Tuple tuple) {
            text.append('{');
            if (!tuple.symbol().isEmpty()) {
                printer.symbol(tuple.symbol().get(0));
                text.append(", ");
            }
            numbers(tuple.numbers());
            text.append('}');
        } else {
            value(argument);
        }
    }

    /** Values that LLVM does not know; printed as Microsoft does. */
    private void value(TemplateArgument argument) throws Malformed {
        if (argument instanceof TemplateArgument.RealValue real) {
            text.append(MicrosoftNames.digits(real));
        } else if (argument instanceof TemplateArgument.Parameter parameter) {
            text.append(parameter.text());
            text.append(Long.toUnsignedString(parameter.number().magnitude()));
            text.append('\'');
        } else if (argument instanceof TemplateArgument.Named named) {
            part(named.name(), List.of(), 0, BasicType.NONE);
        } else if (argument instanceof TemplateArgument.ObjectValue value) {
            printer.types.whole(value.type());
            text.append('{');
            arguments(value.members());
            text.append('}');
        }
    }

    private void numbers(List<SignedNumber> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            text.append(i > 0 ? ", " : "");
            SignedNumber number = numbers.get(i);
            text.append(number.magnitude() == 0 ? "0" : number.text());
        }
    }
}
