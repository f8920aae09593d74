// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.tx;

import dev.symkit.store.layout.TransactionId;
import dev.symkit.store.storage.Condition;
import dev.symkit.store.storage.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the lines of a {@link Plan}. Nothing of it is trusted: whoever can write into 000Admin can leave a plan there. */
final class PlanParser {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,10}");

    private final String file;
    private final List<Plan.Publish> publishes = new ArrayList<>();
    private final List<Plan.Removal> removals = new ArrayList<>();
    private final List<String> directories = new ArrayList<>();
    private TransactionId id = TransactionId.NONE;
    private String command = "";
    private Plan.Digest history = new Plan.Digest(-1, "");

    /** @param file the plan's file, for messages */
    PlanParser(String file) {
        this.file = file;
    }

    /** The plan of lines; those before {@code end}. */
    Plan parse(List<String> lines) throws StoreException {
        if (lines.isEmpty() || !lines.get(0).equals(Plan.HEAD)) {
            throw refuse(file, "it does not begin with '" + Plan.HEAD + "'");
        }
        for (int i = 1; i < lines.size(); i++) {
            if (!take(lines.get(i).split("\t", -1))) {
                throw refuse(file, "line " + (i + 1) + " has a form that is not known");
            }
        }
        if (history.length() < 0) {
            throw refuse(file, "it does not tell what history.txt becomes");
        }
        return new Plan(id, command, history, publishes, removals, directories);
    }

    private boolean take(String[] fields) throws StoreException {
        return switch (fields[0]) {
            case "id" -> fields.length == 2 && takeId(fields[1]);
            case "command" -> fields.length == 2 && takeCommand(fields[1]);
            case "history" -> fields.length == 3 && takeHistory(fields[1], fields[2]);
            case "publish" -> fields.length == 6 && takePublish(fields);
            case "remove" -> fields.length == 3 && removals.add(new Plan.Removal(fields[1], inside(fields[2])));
            case "rmdir" -> fields.length == 2 && directories.add(inside(fields[1]));
            default -> false;
        };
    }

    private boolean takeId(String text) {
        id = TransactionId.parseExact(text).orElse(TransactionId.NONE);
        return !id.equals(TransactionId.NONE);
    }

    private boolean takeCommand(String text) {
        command = text;
        return true;
    }

    private boolean takeHistory(String length, String sha256) {
        if (!LENGTH.matcher(length).matches()) {
            return false;
        }
        history = new Plan.Digest(Long.parseLong(length), sha256);
        return true;
    }

    private boolean takePublish(String[] fields) throws StoreException {
        boolean stored = fields[1].equals("file");
        for (Condition.Kind kind : Condition.Kind.values()) {
            if (kind.name().equals(fields[2]) && (stored || fields[1].equals("text"))) {
                Condition condition = new Condition(kind, fields[3]);
                return publishes.add(new Plan.Publish(stored, condition, inside(fields[4]), inside(fields[5])));
            }
        }
        return false;
    }

    /** Refuses what may lead out of the store on any platform: absolute paths, drives, backslashes, {@code ..}. */
    private String inside(String path) throws StoreException {
        boolean leaves = Arrays.stream(path.split("/", -1))
                .anyMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        if (leaves || path.chars().anyMatch(c -> c == '\\' || c == ':' || Character.isISOControl(c))) {
            throw refuse(file, "it names a path outside the store");
        }
        return path;
    }

    static StoreException refuse(String file, String why) {
        return new StoreException(
                StoreException.Reason.DAMAGED,
                file + ": the plan of a transaction that this version cannot carry out: " + why);
    }
}
