// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symproxy.upkeep;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.layout.Tier;
import dev.symkit.symproxy.upkeep.Problem.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds names, indexes and files that differ only by case, and where they belong (symproxy.md 11.2): to the directories that symstore manages,
 * if they have one spelling; else to the canonical one if new names are spelled so, or it is there; else to the spelling with most keys.
 * Entries of different tiers are no twins.
 *
 * @param root of the store
 * @param lower whether new names are spelled canonically
 */
record Twins(Path root, boolean lower) {
    private static final String SAYS = "differs only by case from ";

    /**
     * The files of a key that belong elsewhere.
     *
     * @param to the directory of the key where they belong
     */
    record Merge(KeyFolder from, Path to) {}

    /**
     * A file beside another of its name.
     *
     * @param keep that one
     */
    record Duplicate(KeyFolder folder, Problem problem, Path keep) {}

    /** What was found: the problems with directories, what would solve them, and the duplicates among files. */
    record Found(List<Problem> problems, List<Merge> merges, List<Duplicate> duplicates) {
        boolean isEmpty() {
            return problems.isEmpty() && duplicates.isEmpty();
        }
    }

    private record Group(int depth, String name) {}

    /** The twins among all directories of some names. */
    Found of(List<KeyFolder> folders) {
        Found found = new Found(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        Map<Group, List<KeyFolder>> groups = new LinkedHashMap<>();
        for (KeyFolder each : folders) {
            int depth = root.relativize(each.directory()).getNameCount();
            groups.computeIfAbsent(new Group(depth, each.key().name()), unused -> new ArrayList<>())
                    .add(each);
            duplicates(each, found);
        }
        groups.forEach((group, all) -> directories(group, all, found));
        return found;
    }

    private void directories(Group group, List<KeyFolder> all, Found found) {
        Map<Path, List<KeyFolder>> names = by(KeyFolder::nameDirectory, all);
        Path target = names.size() == 1 ? all.get(0).nameDirectory() : name(group, names);
        for (Path each : names.keySet()) {
            if (!each.equals(target)) {
                found.problems().add(Problem.open(Kind.TWIN, each, SAYS + target));
            }
        }
        all.stream()
                .collect(Collectors.groupingBy(KeyFolder::key, LinkedHashMap::new, Collectors.toList()))
                .forEach((key, same) -> indexes(key, same, target, found));
    }

    private void indexes(SymbolKey key, List<KeyFolder> same, Path name, Found found) {
        Path target = name.resolve(same.size() == 1 ? same.get(0).index() : index(key, same));
        for (KeyFolder each : same) {
            if (each.directory().equals(target)) {
                continue;
            }
            found.merges().add(new Merge(each, target));
            boolean beside = same.stream()
                    .anyMatch(other ->
                            !other.equals(each) && other.nameDirectory().equals(each.nameDirectory()));
            if (beside && !each.directory().endsWith(target.getFileName())) {
                Path belongs = each.directory().resolveSibling(target.getFileName());
                found.problems().add(Problem.open(Kind.TWIN, each.directory(), SAYS + belongs));
            }
        }
    }

    private Path name(Group group, Map<Path, List<KeyFolder>> names) {
        Path above = group.depth() > 2 ? root.resolve(Tier.prefix(group.name())) : root;
        return choose(names, above.resolve(group.name()));
    }

    private String index(SymbolKey key, List<KeyFolder> same) {
        return choose(by(KeyFolder::index, same), key.index());
    }

    private <T extends Comparable<? super T>> T choose(Map<T, List<KeyFolder>> spellings, T canonical) {
        List<T> managed = spellings.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(KeyFolder::managed))
                .map(Map.Entry::getKey)
                .toList();
        if (managed.size() == 1) {
            return managed.get(0);
        }
        if (lower || spellings.containsKey(canonical)) {
            return canonical;
        }
        return spellings.entrySet().stream()
                .max(Comparator.comparingInt(each -> each.getValue().size()))
                .orElseThrow()
                .getKey();
    }

    /** Sorted, so that what is found does not depend on the order in which the disk lists directories. */
    private static <T extends Comparable<? super T>> Map<T, List<KeyFolder>> by(
            Function<KeyFolder, T> spelling, List<KeyFolder> folders) {
        return folders.stream().collect(Collectors.groupingBy(spelling, TreeMap::new, Collectors.toList()));
    }

    private static void duplicates(KeyFolder folder, Found found) {
        Map<String, List<KeyFolder.Item>> names = new TreeMap<>();
        for (KeyFolder.Item each : folder.items()) {
            if (each.regular() && !Leftovers.isTemporary(each.name())) {
                names.computeIfAbsent(each.name().toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                        .add(each);
            }
        }
        names.forEach((lower, all) -> {
            if (all.size() > 1) {
                String best = MergeName.of(folder.key(), folder.nameDirectory(), lower);
                Optional<KeyFolder.Item> fitting =
                        all.stream().filter(each -> each.name().equals(best)).findFirst();
                KeyFolder.Item keep = fitting.orElseGet(() -> all.stream()
                        .min(Comparator.comparing(KeyFolder.Item::name))
                        .orElseThrow());
                all.stream().filter(each -> !Objects.equals(each, keep)).forEach(each -> {
                    Path kept = folder.path(keep);
                    Problem problem = Problem.open(Kind.TWIN, folder.path(each), SAYS + kept);
                    found.duplicates().add(new Duplicate(folder, problem, kept));
                });
            }
        });
    }
}
