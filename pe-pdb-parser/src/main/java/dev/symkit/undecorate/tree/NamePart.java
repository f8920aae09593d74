// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate.tree;

import java.util.List;

/** One part of a qualified name: the name itself or a scope. */
public sealed interface NamePart {
    /** A name as it is. */
    record Identifier(String text) implements NamePart {}

    /**
     * A template with its arguments.
     *
     * @param name an identifier or an operator
     * @param arguments arguments in order, packs and separators included
     */
    record Template(NamePart name, List<TemplateArgument> arguments) implements NamePart {
        /** Takes a copy of the arguments. */
        public Template {
            arguments = List.copyOf(arguments);
        }
    }

    /** An anonymous namespace; the key, as {@code 0x12345678}, tells those of different files apart. */
    record Anonymous(String key) implements NamePart {}

    /** A back-reference to an anonymous namespace, which prints its key. */
    record AnonymousKey(String key) implements NamePart {}

    /** A scope that is a function or another symbol. */
    record Local(Symbol symbol) implements NamePart {}

    /** A numbered scope. */
    record Numbered(SignedNumber number) implements NamePart {}

    /** An interface scope, {@code ?I}. */
    record Interface(NamePart name) implements NamePart {}

    /** An interface given by its qualified name, {@code ?Q}. */
    record QualifiedInterface(QualifiedName name) implements NamePart {}

    /** A name that is a whole symbol, as that of an initializer of a mixed module. */
    record Nested(Symbol symbol) implements NamePart {}

    /** Constructor or destructor; its name is that of the innermost scope. */
    record Structor(boolean destructor) implements NamePart {}

    /** Conversion operator; the type is the one that the function returns. */
    record Conversion() implements NamePart {}

    /** Literal operator with its suffix. */
    record Literal(String suffix) implements NamePart {}

    /** An operator or a special member with a fixed text. */
    record Special(Operator operator) implements NamePart {}

    /** {@code udt returning} and the operator after it. */
    record UdtReturning(NamePart operator) implements NamePart {}

    /** RTTI base class descriptor: member displacement, vbtable displacement, displacement in the vbtable, flags. */
    record BaseClassDescriptor(SignedNumber member, SignedNumber table, SignedNumber inTable, SignedNumber flags)
            implements NamePart {}

    /** Initializer or atexit destructor of a variable of which only the name is known. */
    record DynamicOfName(boolean destructor, NamePart variable) implements NamePart {}

    /** Initializer or atexit destructor of a variable that is a symbol of its own. */
    record DynamicOfSymbol(boolean destructor, Symbol variable) implements NamePart {}
}
