// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;
import dev.symkit.undecorate.tree.TemplateArgument;
import dev.symkit.undecorate.tree.TemplateArgument.Pack;
import dev.symkit.undecorate.tree.Type;
import java.util.List;

/** Prints names in Microsoft's style. */
final class MicrosoftNames {
    private final MicrosoftPrinter printer;
    private final Text text;

    MicrosoftNames(MicrosoftPrinter printer) {
        this.printer = printer;
        this.text = printer.text;
    }

    /** A name; {@code function} is the function it belongs to, whose result a conversion operator is named after. */
    void name(QualifiedName name, Type function) throws Malformed {
        text.enter();
        List<NamePart> scopes = name.scopes();
        for (int i = scopes.size() - 1; i >= 0; i--) {
            NamePart scope = scopes.get(i);
            part(scope, scopes, i + 1, function);
            if (scope instanceof NamePart.Interface) {
                text.append(']');
            }
            if (i > 0 && scopes.get(i - 1) instanceof NamePart.Interface) {
                text.append('[');
            }
            text.append("::");
        }
        part(name.name(), scopes, 0, function);
        text.leave();
    }

    void name(QualifiedName name) throws Malformed {
        name(name, printer.noFunction());
    }

    private void part(NamePart part, List<NamePart> scopes, int outer, Type function) throws Malformed {
        if (part instanceof NamePart.Identifier identifier) {
            text.append(identifier.text());
        } else if (part instanceof NamePart.Template template) {
            template(template, scopes, outer, function);
        } else if (part instanceof NamePart.Special special) {
            text.append(special.operator().text());
        } else if (part instanceof NamePart.Structor structor) {
            if (structor.destructor()) {
                text.append('~');
            }
            if (outer < scopes.size()) {
                part(scopes.get(outer), scopes, outer + 1, function);
            }
        } else if (part instanceof NamePart.Conversion) {
            text.append("operator");
            conversion(function);
        } else {
            otherPart(part, scopes, outer, function);
        }
    }

    private void otherPart(NamePart part, List<NamePart> scopes, int outer, Type function) throws Malformed {
        if (part instanceof NamePart.Anonymous) {
            text.append("`anonymous namespace'");
        } else if (part instanceof NamePart.AnonymousKey key) {
            text.append('A');
            text.append(key.key());
        } else if (part instanceof NamePart.Local local) {
            quoted(local.symbol());
        } else if (part instanceof NamePart.Numbered numbered) {
            text.append('`');
            text.append(numbered.number().text());
            text.append('\'');
        } else if (part instanceof NamePart.Interface wrapped) {
            part(wrapped.name(), scopes, outer, function);
        } else if (part instanceof NamePart.QualifiedInterface wrapped) {
            text.append('[');
            name(wrapped.name());
            text.append(']');
        } else if (part instanceof NamePart.Nested nested) {
            printer.nested(nested.symbol());
        } else if (part instanceof NamePart.Literal literal) {
            text.append("operator \"\" ");
            text.append(literal.suffix());
        } else if (part instanceof NamePart.UdtReturning returning) {
            text.append("`udt returning'");
            part(returning.operator(), scopes, outer, function);
        } else {
            compilerPart(part, scopes, outer, function);
        }
    }

    private void compilerPart(NamePart part, List<NamePart> scopes, int outer, Type function) throws Malformed {
        if (part instanceof NamePart.BaseClassDescriptor descriptor) {
            text.append("`RTTI Base Class Descriptor at (");
            numbers(List.of(descriptor.member(), descriptor.table(), descriptor.inTable(), descriptor.flags()));
            text.append(")'");
        } else if (part instanceof NamePart.DynamicOfName dynamic) {
            dynamic(dynamic.destructor());
            part(dynamic.variable(), scopes, outer, function);
            text.append("''");
        } else if (part instanceof NamePart.DynamicOfSymbol dynamic) {
            dynamic(dynamic.destructor());
            printer.nested(dynamic.variable());
            text.append("''");
        }
    }

    private void dynamic(boolean destructor) {
        text.append(destructor ? "`dynamic atexit destructor for '" : "`dynamic initializer for '");
    }

    private void quoted(Symbol symbol) throws Malformed {
        text.append('`');
        printer.nested(symbol);
        text.append('\'');
    }

    private void conversion(Type function) throws Malformed {
        if (function instanceof Type.Function signature) {
            text.append(' ');
            printer.types.whole(signature.returned(), true);
        }
    }

    private void template(NamePart.Template template, List<NamePart> scopes, int outer, Type function)
            throws Malformed {
        text.enter();
        boolean conversion = template.name() instanceof NamePart.Conversion;
        part(template.name(), scopes, outer, conversion ? printer.noFunction() : function);
        text.append('<');
        arguments(template.arguments());
        if (text.last() == '>') {
            text.append(' ');
        }
        text.append('>');
        if (conversion) {
            conversion(function);
        }
        text.leave();
    }

    /** An empty pack is nothing, but Microsoft's printer remembers that it was there if it was the first. */
    private void arguments(List<TemplateArgument> arguments) throws Malformed {
        boolean comma = false;
        for (int i = 0; i < arguments.size(); i++) {
            TemplateArgument argument = arguments.get(i);
            text.count();
            if (!(argument instanceof Pack)) {
                if (comma) {
                    text.append(',');
                }
                argument(argument);
            }
            comma = true;
        }
    }

    private void argument(TemplateArgument argument) throws Malformed {
        if (argument instanceof Type type) {
            printer.types.whole(type, true);
        } else if (argument instanceof TemplateArgument.IntegerValue integer) {
            text.append(integer.value().text());
        } else if (argument instanceof TemplateArgument.Address address) {
            if (!address.reference()) {
                text.append('&');
            }
            printer.nested(address.symbol());
        } else if (argument instanceof TemplateArgument.Tuple tuple) {
            text.append('{');
            if (!tuple.symbol().isEmpty()) {
                printer.nested(tuple.symbol().get(0));
                text.append(',');
            }
            numbers(tuple.numbers());
            text.append('}');
        } else {
            value(argument);
        }
    }

    private void value(TemplateArgument argument) throws Malformed {
        if (argument instanceof TemplateArgument.RealValue real) {
            text.append(digits(real));
        } else if (argument instanceof TemplateArgument.Parameter parameter) {
            text.append(parameter.text());
            text.append(Long.toUnsignedString(parameter.number().magnitude()));
            text.append('\'');
        } else if (argument instanceof TemplateArgument.Named named) {
            part(named.name(), List.of(), 0, printer.noFunction());
        } else if (argument instanceof TemplateArgument.ObjectValue value) {
            printer.types.whole(value.type(), true);
            text.append('{');
            arguments(value.members());
            text.append('}');
        }
    }

    /** A real number, with a point behind its first digit. */
    static String digits(TemplateArgument.RealValue real) {
        String digits = Long.toUnsignedString(real.mantissa().magnitude());
        String sign = real.mantissa().negative() ? "-" : "";
        return sign + digits.charAt(0) + "." + digits.substring(1) + "e"
                + real.exponent().text();
    }

    private void numbers(List<SignedNumber> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            text.append(numbers.get(i).text());
        }
    }
}
