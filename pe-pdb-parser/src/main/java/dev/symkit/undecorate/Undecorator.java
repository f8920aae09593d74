// SPDX-License-Identifier: Apache-2.0
package dev.symkit.undecorate;

import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_ARGUMENTS;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_IDENT_CHAR_CHECK;
import static dev.symkit.undecorate.UndecorateFlags.UNDNAME_NO_SPECIAL_SYMS;

import dev.symkit.undecorate.Reading.Style;
import dev.symkit.undecorate.tree.NamePart;
import dev.symkit.undecorate.tree.Symbol;
import java.util.Optional;

/**
 * Turns decorated names into readable ones. Immutable, thread-safe.
 *
 * <p>Any text is a legal argument. A name that is not understood, that nests deeper than 200 levels, or whose result would be longer
 * than 1 MiB, is not changed.
 */
public final class Undecorator {
    private final Style style;
    private final int flags;
    private final boolean namesOnly;
    private final MicrosoftKeywords keywords;

    private Undecorator(Style style, int flags, boolean namesOnly) {
        this.style = style;
        this.flags = flags;
        this.namesOnly = namesOnly;
        this.keywords = new MicrosoftKeywords(flags);
    }

    /** An undecorator with Microsoft's grammar and spelling; for the flags see {@link UndecorateFlags}, 0 shows everything. */
    public static Undecorator microsoft(int flags) {
        return new Undecorator(Style.MICROSOFT, flags, false);
    }

    /** An undecorator with the grammar and spelling of LLVM's {@code llvm-undname}. */
    public static Undecorator llvm() {
        return new Undecorator(Style.LLVM, 0, false);
    }

    /**
     * An undecorator that shows in LLVM's spelling what {@link UndecorateFlags#UNDNAME_NAME_ONLY} leaves: qualified names with their
     * template arguments. What is no function, variable or table is shown as {@link #llvm()} does (our choice: LLVM has no such form).
     */
    public static Undecorator llvmNames() {
        return new Undecorator(Style.LLVM, 0, true);
    }

    /** The readable name, or {@code name} itself if it is not understood. */
    public String undecorate(String name) {
        return tryUndecorate(name).orElse(name);
    }

    /** The readable name, or empty if {@code name} is not understood. */
    public Optional<String> tryUndecorate(String name) {
        if (!mayBeDecorated(name)) {
            return Optional.empty();
        }
        try {
            Symbol symbol = read(name);
            if (symbol instanceof Symbol.Hashed) {
                return Optional.of(name);
            }
            if ((flags & UNDNAME_NO_SPECIAL_SYMS) != 0 && isSpecial(symbol)) {
                return Optional.empty();
            }
            return Optional.of(
                    style == Style.LLVM
                            ? new LlvmPrinter(name.length()).print(symbol, !namesOnly)
                            : new MicrosoftPrinter(flags, keywords, name.length()).print(symbol));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    /** What the name says, or empty if it is not understood. */
    public Optional<Symbol> parse(String name) {
        try {
            return mayBeDecorated(name) ? Optional.of(read(name)) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private boolean mayBeDecorated(String name) {
        if (name.startsWith("?") || name.startsWith(".?")) {
            return true;
        }
        return style == Style.LLVM ? name.startsWith(".") : takesTypes() && !name.isEmpty();
    }

    /** Whether a name may be the code of a type, as the run-time undecorates it for {@code type_info}. */
    private boolean takesTypes() {
        return (flags & UNDNAME_NO_ARGUMENTS) != 0;
    }

    private Symbol read(String name) throws Malformed {
        if (name.charAt(0) != '?') {
            return type(name, name.charAt(0) == '.' ? 1 : 0);
        }
        try {
            return symbol(name);
        } catch (Malformed e) {
            if (takesTypes()) {
                return type(name, 0);
            }
            throw e;
        }
    }

    private Reading reading(String name, int start, boolean openEnd) {
        boolean anyCharacter = style == Style.LLVM || (flags & UNDNAME_NO_IDENT_CHAR_CHECK) != 0;
        return new Reading(new Input(name, start, anyCharacter), style, openEnd);
    }

    private Symbol type(String name, int start) throws Malformed {
        Reading reading = reading(name, start, false);
        Symbol symbol = new Symbol.TypeName(reading.types.type());
        return whole(reading, symbol);
    }

    private Symbol symbol(String name) throws Malformed {
        if (style == Style.MICROSOFT && name.startsWith("?@?")) {
            Reading reading = reading(name, 2, false);
            return whole(reading, new Symbol.CodeView(reading.symbols.symbol()));
        }
        if (style == Style.MICROSOFT && name.startsWith("?$")) {
            Optional<Symbol> template = template(name);
            if (template.isPresent()) {
                return template.get();
            }
        }
        Reading reading = reading(name, 0, false);
        Symbol symbol = reading.symbols.symbol();
        return mayBeFollowed(symbol) ? symbol : whole(reading, symbol);
    }

    /** LLVM does not look at what follows most symbols; after a literal nobody does. */
    private boolean mayBeFollowed(Symbol symbol) {
        return symbol instanceof Symbol.StringLiteral
                || (style == Style.LLVM && !(symbol instanceof Symbol.TypeDescriptor));
    }

    private Optional<Symbol> template(String name) {
        try {
            Reading reading = reading(name, 0, true);
            Symbol symbol = new Symbol.TemplateId(reading.names.template(false));
            return Optional.of(whole(reading, symbol));
        } catch (Malformed e) {
            return Optional.empty(); // then it is a name with a dollar sign
        }
    }

    private static Symbol whole(Reading reading, Symbol symbol) throws Malformed {
        if (!reading.in.atEnd()) {
            throw new Malformed();
        }
        return symbol;
    }

    private static boolean isSpecial(Symbol symbol) {
        if (symbol instanceof Symbol.Function function) {
            NamePart name = function.name().name();
            return name instanceof NamePart.DynamicOfName
                    || name instanceof NamePart.DynamicOfSymbol
                    || (name instanceof NamePart.Special special
                            && special.operator().isSpecial());
        }
        return !(symbol instanceof Symbol.Variable || symbol instanceof Symbol.TypeName);
    }
}
