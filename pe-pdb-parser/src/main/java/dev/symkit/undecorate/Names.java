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

/** Prints names in either style. */
final class Names {
    private final Owner owner;
    private final Text text;
    private final boolean llvm;
    private final String comma;

    /** What is inside names, but is no name; always whole. */
    interface Owner {
        /** Prints a symbol. */
        void nested(Symbol symbol) throws Malformed;

        /** Prints a symbol that is a scope. */
        void scope(Symbol symbol) throws Malformed;

        /** Prints a type without a name. */
        void type(Type type) throws Malformed;
    }

    Names(Owner owner, Text text, boolean llvm) {
        this.owner = owner;
        this.text = text;
        this.llvm = llvm;
        this.comma = llvm ? ", " : ",";
    }

    /** A name that belongs to no function. */
    void name(QualifiedName name) throws Malformed {
        name(name, BasicType.NONE);
    }

    /**
     * A name.
     *
     * @param function the function it belongs to, whose result a conversion operator is named after; any other type if there is none
     */
    void name(QualifiedName name, Type function) throws Malformed {
        text.enter();
        List<NamePart> scopes = name.scopes();
        if (llvm && name.name() instanceof NamePart.DynamicOfName dynamic) { // LLVM quotes the scopes too
            dynamic(dynamic.destructor(), '\'');
            name(new QualifiedName(dynamic.variable(), scopes), function);
            text.append("''");
        } else {
            scopes(scopes, function);
            part(name.name(), scopes, 0, function);
        }
        text.leave();
    }

    private void scopes(List<NamePart> scopes, Type function) throws Malformed {
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
    }

    private void part(NamePart part, List<NamePart> scopes, int outer, Type function) throws Malformed {
        if (part instanceof NamePart.Identifier identifier) {
            text.append(identifier.text());
        } else if (part instanceof NamePart.Template template) {
            template(template, scopes, outer, function);
        } else if (part instanceof NamePart.Special special) {
            text.append(llvm ? special.operator().llvm() : special.operator().text());
        } else if (part instanceof NamePart.Structor structor) {
            text.append(structor.destructor() ? "~" : "");
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
            text.append(llvm ? "" : "A");
            text.append(key.key());
        } else if (part instanceof NamePart.Local local) {
            text.append('`');
            owner.scope(local.symbol());
            text.append('\'');
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
            owner.nested(nested.symbol());
        } else if (part instanceof NamePart.Literal literal) {
            text.append(llvm ? "operator \"\"" : "operator \"\" ");
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
            dynamic(dynamic.destructor(), '\'');
            part(dynamic.variable(), scopes, outer, function);
            text.append("''");
        } else if (part instanceof NamePart.DynamicOfSymbol dynamic) {
            dynamic(dynamic.destructor(), llvm ? '`' : '\'');
            owner.nested(dynamic.variable());
            text.append("''");
        }
    }

    private void dynamic(boolean destructor, char quote) {
        text.append(destructor ? "`dynamic atexit destructor for " : "`dynamic initializer for ");
        text.append(quote);
    }

    private void conversion(Type function) throws Malformed {
        if (function instanceof Type.Function signature) {
            text.append(' ');
            owner.type(signature.returned());
        } else if (llvm) {
            text.append(' ');
        }
    }

    private void template(NamePart.Template template, List<NamePart> scopes, int outer, Type function)
            throws Malformed {
        text.enter();
        boolean conversion = template.name() instanceof NamePart.Conversion;
        if (conversion) {
            text.append("operator");
        } else {
            part(template.name(), scopes, outer, function);
        }
        text.append('<');
        arguments(template.arguments());
        if (!llvm && text.last() == '>') {
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
        boolean followed = false;
        for (int i = 0; i < arguments.size(); i++) {
            TemplateArgument argument = arguments.get(i);
            text.count();
            if (!(argument instanceof Pack)) {
                text.append(followed ? comma : "");
                argument(argument);
                followed = true;
            }
            followed |= !llvm;
        }
    }

    private void argument(TemplateArgument argument) throws Malformed {
        if (argument instanceof Type type) {
            owner.type(type);
        } else if (argument instanceof TemplateArgument.IntegerValue integer) {
            text.append(integer.value().text());
        } else if (argument instanceof TemplateArgument.Address address) {
            text.append(address.reference() ? "" : "&");
            owner.nested(address.symbol());
        } else if (argument instanceof TemplateArgument.Tuple tuple) {
            text.append('{');
            if (!tuple.symbol().isEmpty()) {
                owner.nested(tuple.symbol().get(0));
                text.append(comma);
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
            text.append(digits(real));
        } else if (argument instanceof TemplateArgument.Parameter parameter) {
            text.append(parameter.text());
            text.append(Long.toUnsignedString(parameter.number().magnitude()));
            text.append('\'');
        } else if (argument instanceof TemplateArgument.Named named) {
            part(named.name(), List.of(), 0, BasicType.NONE);
        } else if (argument instanceof TemplateArgument.ObjectValue value) {
            owner.type(value.type());
            text.append('{');
            arguments(value.members());
            text.append('}');
        }
    }

    /** A real number, with a point behind its first digit. */
    private static String digits(TemplateArgument.RealValue real) {
        String digits = Long.toUnsignedString(real.mantissa().magnitude());
        String sign = real.mantissa().negative() ? "-" : "";
        return sign + digits.charAt(0) + "." + digits.substring(1) + "e"
                + real.exponent().text();
    }

    /** Numbers; in LLVM's style zero has no sign. */
    private void numbers(List<SignedNumber> numbers) {
        for (int i = 0; i < numbers.size(); i++) {
            text.append(i > 0 ? comma : "");
            SignedNumber number = numbers.get(i);
            text.append(llvm && number.magnitude() == 0 ? "0" : number.text());
        }
    }
}
