// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.Operator;
import dev.symkit.undecorate.tree.QualifiedName;
import dev.symkit.undecorate.tree.SignedNumber;
import dev.symkit.undecorate.tree.Symbol;
import dev.symkit.undecorate.tree.TemplateArgument;
import java.util.ArrayList;
import java.util.List;

/** Reads names and scopes. */
final class NameReader {
    private final Reading reading;
    private final Input in;

    NameReader(Reading reading) {
        this.reading = reading;
        this.in = reading.in;
    }

    /** The name of a type with its scopes. */
    QualifiedName typeName() throws Malformed {
        if (in.peek() == '@' && in.peek(1) == '@') { // of a pointer to a member of nothing
            in.skip(2);
            return new QualifiedName(new NamePart.Identifier(""), List.of());
        }
        NamePart name;
        if (Input.isDigit(in.peek())) {
            name = reading.back.name(in.next());
        } else if (in.peek() == '?') {
            if (in.peek(1) != '$') {
                throw new Malformed();
            }
            name = template(true);
        } else {
            name = identifier();
        }
        return new QualifiedName(name, scopes());
    }

    /** The innermost part of the name of a symbol, without its scopes. */
    NamePart symbolName() throws Malformed {
        char c = in.peek();
        if (Input.isDigit(c)) {
            return reading.back.name(in.next());
        }
        if (c != '?') {
            return identifier();
        }
        if (in.peek(1) == '$') {
            return template(false);
        }
        if (in.peek(1) != '?') {
            return operator();
        }
        NamePart nested = new NamePart.Nested(reading.symbols.symbol());
        if (!in.atEnd()) {
            in.expect('@');
        }
        return nested;
    }

    /** Scopes up to {@code @}. */
    List<NamePart> scopes() throws Malformed {
        if (in.take('@')) {
            return List.of();
        }
        List<NamePart> scopes = new ArrayList<>(4);
        while (!in.take('@')) {
            if (in.atEnd() && reading.openEnd) {
                break;
            }
            scopes.add(scope());
        }
        return scopes;
    }

    private NamePart identifier() throws Malformed {
        NamePart.Identifier name = new NamePart.Identifier(in.identifier());
        reading.back.add(name);
        return name;
    }

    private NamePart scope() throws Malformed {
        char c = in.peek();
        if (Input.isDigit(c)) {
            return reading.back.name(in.next());
        }
        if (c != '?') {
            return identifier();
        }
        char second = in.peek(1);
        if (second == '$') {
            return template(true);
        }
        in.expect('?');
        return switch (second) {
            case 'A' -> anonymous();
            case 'I' -> reading.isLlvm() ? numbered() : interfaceScope();
            case 'Q' -> {
                in.expect('Q');
                yield new NamePart.QualifiedInterface(typeName());
            }
            case '?' -> local();
            default -> numbered();
        };
    }

    private NamePart anonymous() throws Malformed {
        in.expect('A');
        String key = in.take('@') ? "" : in.identifier();
        reading.back.add(new NamePart.AnonymousKey(key));
        return new NamePart.Anonymous(key);
    }

    private NamePart interfaceScope() throws Malformed {
        in.expect('I');
        return new NamePart.Interface(Input.isDigit(in.peek()) ? reading.back.name(in.next()) : identifier());
    }

    /** A symbol as a scope. What ends the scopes ends it too. */
    private NamePart local() throws Malformed {
        if (reading.typeName && !reading.isLlvm()) {
            throw new Malformed();
        }
        return new NamePart.Local(reading.symbols.symbol());
    }

    private NamePart numbered() throws Malformed {
        SignedNumber number = in.number();
        if (number.negative() || (reading.isLlvm() && in.peek() != '?')) {
            throw new Malformed();
        }
        return new NamePart.Numbered(number);
    }

    /** {@code ?$}, name, arguments. Only templates that are types or scopes can be referred to, and they have no operator names. */
    NamePart template(boolean scope) throws Malformed {
        in.skip(2);
        reading.enterTemplate();
        NamePart name;
        char c = in.peek();
        if (Input.isDigit(c)) {
            name = reading.back.name(in.next());
        } else if (c == '?') {
            name = in.peek(1) == '$' ? template(false) : operator();
        } else {
            name = identifier();
        }
        List<TemplateArgument> arguments = reading.arguments.list();
        reading.leaveTemplate();
        if (scope && (name instanceof NamePart.Structor || name instanceof NamePart.Conversion)) {
            throw new Malformed();
        }
        NamePart template = new NamePart.Template(name, arguments);
        if (scope) {
            reading.back.add(template);
        }
        return template;
    }

    private NamePart operator() throws Malformed {
        in.expect('?');
        char code = in.next();
        return switch (code) {
            case '0', '1' -> new NamePart.Structor(code == '1');
            case 'B' -> new NamePart.Conversion();
            case '_' -> extendedOperator();
            default -> special(Operator.of(code));
        };
    }

    private NamePart extendedOperator() throws Malformed {
        char code = in.next();
        return switch (code) {
            case '_' -> twiceExtended();
            case 'P' -> udtReturning();
            case 'Q' -> new NamePart.Special(Operator.UNNAMED);
            case 'R' -> runTimeType();
            default -> special(Operator.extended(code));
        };
    }

    private NamePart udtReturning() throws Malformed {
        reading.enter();
        NamePart operator = in.peek() == '?' ? operator() : special(Operator.of(in.next()));
        reading.leave();
        return new NamePart.UdtReturning(operator);
    }

    private NamePart runTimeType() throws Malformed {
        return switch (in.next()) {
            case '1' -> new NamePart.BaseClassDescriptor(in.number(), in.number(), in.number(), in.number());
            case '2' -> special(Operator.BASE_CLASS_ARRAY);
            case '3' -> special(Operator.CLASS_HIERARCHY);
            case '4' -> special(Operator.OBJECT_LOCATOR);
            default -> throw new Malformed();
        };
    }

    private NamePart twiceExtended() throws Malformed {
        char code = in.next();
        if (code == 'K') {
            return new NamePart.Literal(in.identifier());
        }
        if (code != 'E' && code != 'F') {
            return special(Operator.twiceExtended(code));
        }
        boolean destructor = code == 'F';
        if (in.peek() == '?') {
            Symbol symbol = reading.symbols.symbol();
            if (!in.take('@') && !(symbol instanceof Symbol.Table)) { // the end of the list of a table is enough
                throw new Malformed();
            }
            return new NamePart.DynamicOfSymbol(destructor, symbol);
        }
        NamePart variable = Input.isDigit(in.peek()) ? reading.back.name(in.next()) : identifier();
        return new NamePart.DynamicOfName(destructor, variable);
    }

    private static NamePart special(Operator operator) throws Malformed {
        if (operator == Operator.UNNAMED) {
            throw new Malformed();
        }
        return new NamePart.Special(operator);
    }
}
