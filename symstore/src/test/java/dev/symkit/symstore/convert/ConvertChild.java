// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symstore.convert;

import dev.symkit.store.key.SymbolKey;
import dev.symkit.store.storage.StorageFile;
import dev.symkit.store.storage.StoreStorage;
import dev.symkit.store.view.StoreView;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the child processes of {@link ConvertStoreIT} do. */
final class ConvertChild {
    private static final int TRIES = 20;

    private ConvertChild() {}

    /**
     * {@code convert <store> <tier>}: a conversion; says START before its first rename;
     * {@code read <store> <entries>}: looks every key up, again and again, until a byte comes in; says what it missed.
     */
    public static void main(String[] args) throws IOException {
        NastyStore store = new NastyStore(Path.of(args[1]));
        if (args[0].equals("convert")) {
            new ConvertStore().run(store.request(Integer.parseInt(args[2])), new ConvertListener() {
                @Override
                public void planned(int entries) {
                    say("START");
                }
            });
            say("FINISHED");
        } else {
            read(store, store.keys(Integer.parseInt(args[2])));
        }
    }

    private static void read(NastyStore store, List<SymbolKey> keys) throws IOException {
        long looked = 0;
        try (StoreStorage storage = store.open()) {
            StoreView lasting = new StoreView(storage);
            for (int round = 0; round == 0 || System.in.available() == 0; round++) {
                StoreView view = round % 2 == 0 ? lasting : new StoreView(storage);
                for (int i = 0; i < keys.size(); i++) {
                    SymbolKey key = keys.get(i);
                    boolean otherCase = i > NastyStore.NAMES.size() && i % 97 == round % 97;
                    check(storage, view, otherCase ? upper(key) : key);
                    looked++;
                }
                if (round == 0) {
                    say("READING");
                }
            }
        }
        say("LOOKED " + looked);
    }

    private static SymbolKey upper(SymbolKey key) {
        return new SymbolKey(key.name().toUpperCase(Locale.ROOT), key.index());
    }

    /** A path that was found may be out of date when it is opened: then the entry is looked for again. */
    private static void check(StoreStorage storage, StoreView view, SymbolKey key) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            Optional<StoreView.Found> found = view.find(key);
            if (found.isEmpty()) {
                say("MISSED " + key);
                return;
            }
            try (StorageFile file = storage.open(found.get().path())) {
                if (file.size() > 0) {
                    return;
                }
            } catch (NoSuchFileException e) {
                // it was moved just now
            }
        }
        say("NOT OPENED " + key);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
