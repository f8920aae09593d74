// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.client;

import dev.symkit.path.PathMap;
import dev.symkit.path.UncPath;
import dev.symkit.path.UrlText;
import dev.symkit.symsrv.client.PointerGoal.Reach;
import dev.symkit.symsrv.client.store.SearchStore;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Turns the text of a pointer into places of this machine or of the network (symsrv.md 4.3, 4.4). Thread-safe. */
final class PointerGoals {
    private static final String UP = "..";

    private final ClientSetup setup;
    private final Stores stores;
    private final List<SearchStore> configured;

    /**
     * Goals as seen from a client.
     *
     * @param configured the stores of its symbol path
     */
    PointerGoals(ClientSetup setup, Stores stores, List<SearchStore> configured) {
        this.setup = setup;
        this.stores = stores;
        this.configured = List.copyOf(configured);
    }

    /** Where a pointer may lead, the first that exists counts; none if it leads nowhere from this machine. */
    List<PointerGoal> of(String target, SearchStore from, String directory) {
        if (UrlText.is(target)) {
            return url(target, from).stream().toList();
        }
        if (UncPath.isCertain(target) || (stores.isWindows() && UncPath.is(target))) {
            return unc(target, from).stream().toList();
        }
        try {
            Path path = setup.workingDirectory().getFileSystem().getPath(target);
            if (stores.isForeign(target)
                    || (!path.isAbsolute() && (target.startsWith("\\") || target.startsWith("/")))) {
                return List.of();
            }
            return path.isAbsolute() ? local(path, from).stream().toList() : relative(target, from, directory);
        } catch (InvalidPathException e) {
            return List.of();
        }
    }

    private Optional<PointerGoal> url(String target, SearchStore from) {
        int path = target.indexOf('/', target.indexOf("://") + "://".length());
        int end = target.indexOf('?') < 0 ? target.length() : target.indexOf('?');
        if (path < 0 || path >= end || target.indexOf('#') >= 0 || target.indexOf('%') >= 0) {
            return Optional.empty();
        }
        List<String> segments = UncPath.parts(target.substring(path, end));
        if (segments.isEmpty() || segments.contains(UP)) {
            return Optional.empty();
        }
        String origin = target.substring(0, path);
        String query = target.substring(end);
        Reach reach = isBelowUrl(target, from)
                ? Reach.SAME_STORE
                : configured.stream().anyMatch(store -> isBelowUrl(target, store)) ? Reach.CONFIGURED : Reach.ELSEWHERE;
        return Optional.of(new PointerGoal(
                stores.url(origin + query),
                segments,
                reach,
                root -> Optional.of(stores.url(origin + "/" + String.join("/", root) + query))));
    }

    private static boolean isBelowUrl(String target, SearchStore store) {
        String id = store.id();
        int end = id.indexOf('?') < 0 ? id.length() : id.indexOf('?');
        return UrlText.is(id) && target.regionMatches(true, 0, id.substring(0, end) + "/", 0, end + 1);
    }

    private Optional<PointerGoal> unc(String target, SearchStore from) {
        List<String> parts = UncPath.parts(target);
        if (parts.size() < 3 || parts.contains(UP)) {
            return Optional.empty();
        }
        boolean same = isBelow(parts, UncPath.parts(from.label()));
        Reach reach = same ? Reach.SAME_STORE : Reach.SHARE;
        Optional<PathMap.Mapped> mapped = stores.mounted(target);
        if (mapped.isPresent()) {
            Path path = setup.workingDirectory().resolve(mapped.get().local()).normalize();
            return local(path, from).map(goal -> new PointerGoal(goal.base(), goal.segments(), reach, goal.store()));
        }
        String share = "\\\\" + parts.get(0) + "\\" + parts.get(1);
        return Optional.of(new PointerGoal(
                stores.unc(share),
                parts.subList(2, parts.size()),
                reach,
                root -> Optional.of(stores.unc(share + "\\" + String.join("\\", root)))));
    }

    private static boolean isBelow(List<String> parts, List<String> root) {
        if (root.isEmpty() || parts.size() <= root.size()) {
            return false;
        }
        for (int i = 0; i < root.size(); i++) {
            if (!parts.get(i).toLowerCase(Locale.ROOT).equals(root.get(i).toLowerCase(Locale.ROOT))) {
                return false;
            }
        }
        return true;
    }

    private Optional<PointerGoal> local(Path target, SearchStore from) {
        Path path = target.normalize();
        Path top = path.getRoot();
        if (top == null || path.getNameCount() == 0) {
            return Optional.empty();
        }
        List<String> segments = new ArrayList<>();
        path.forEach(name -> segments.add(name.toString()));
        boolean inside = configured.stream().anyMatch(store -> holds(store, path));
        Reach reach = holds(from, path) ? Reach.SAME_STORE : inside ? Reach.CONFIGURED : Reach.ELSEWHERE;
        return Optional.of(new PointerGoal(
                stores.directory(top),
                segments,
                reach,
                root -> Optional.of(stores.directory(
                        top.resolve(String.join(top.getFileSystem().getSeparator(), root))))));
    }

    private static boolean holds(SearchStore store, Path path) {
        return store.root().map(root -> path.startsWith(root.normalize())).orElse(false);
    }

    private List<PointerGoal> relative(String target, SearchStore from, String directory) {
        List<String> own = UncPath.parts(directory);
        List<PointerGoal> goals = new ArrayList<>();
        below(List.of(), target, from).ifPresent(goals::add);
        if (!own.isEmpty()) {
            below(own, target, from).ifPresent(goals::add);
        }
        return goals;
    }

    private Optional<PointerGoal> below(List<String> start, String target, SearchStore from) {
        List<String> segments = new ArrayList<>(start);
        for (String part : UncPath.parts(target)) {
            if (part.equals(UP)) {
                if (segments.isEmpty()) {
                    return outside(start, target, from);
                }
                segments.remove(segments.size() - 1);
            } else if (!part.equals(".")) {
                segments.add(part);
            }
        }
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(new PointerGoal(from, segments, Reach.SAME_STORE, root -> Optional.empty()));
    }

    /** Out of the root of a store and perhaps back into it: only where there is a real directory. */
    private Optional<PointerGoal> outside(List<String> start, String target, SearchStore from) {
        Optional<Path> root = from.root();
        if (root.isEmpty()) {
            return Optional.empty();
        }
        Path path = root.get();
        for (String part : start) {
            path = path.resolve(part);
        }
        for (String part : UncPath.parts(target)) {
            path = path.resolve(part);
        }
        return local(path.toAbsolutePath(), from);
    }
}
