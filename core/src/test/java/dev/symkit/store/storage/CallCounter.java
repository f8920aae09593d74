// SPDX-License-Identifier: Apache-2.0
package dev.symkit.store.storage;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Counts what is asked of a storage, its staging and its lock. A call that is made of others by default counts as those, but for the two
 * that a storage over a network does with one request.
 */
public final class CallCounter {
    private static final Set<String> FREE =
            Set.of("separator", "adminDirectory", "canonicalNames", "needsDirectories", "close", "committed");

    private final List<String> calls = new CopyOnWriteArrayList<>();

    /** A storage that does what {@code real} does. */
    public StoreStorage over(StoreStorage real) {
        return over(StoreStorage.class, real);
    }

    private <T> T over(Class<T> type, T real) {
        Object proxy =
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    boolean ofOthers = method.getName().equals("readAll")
                            || method.getName().equals("isCaseSensitive")
                            || (method.getName().equals("list") && method.getParameterCount() == 2);
                    if (ofOthers) {
                        return InvocationHandler.invokeDefault(self, method, arguments);
                    }
                    note(method, arguments);
                    try {
                        return counted(method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return type.cast(proxy);
    }

    private Object counted(Object result) {
        if (result instanceof Staging staging) {
            return over(Staging.class, staging);
        }
        return result instanceof StoreLock lock ? over(StoreLock.class, lock) : result;
    }

    private void note(Method method, Object[] arguments) {
        if (!FREE.contains(method.getName())) {
            boolean path = arguments != null && arguments.length > 0 && arguments[0] instanceof String;
            int at = method.getName().equals("publish") ? 1 : 0; // behind the handle
            calls.add(method.getName() + (path ? " " + arguments[at] : ""));
        }
    }

    /** Each call and the path it was for, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** How often each method was called. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        calls.forEach(call -> counts.merge(call.split(" ", 2)[0], 1, Integer::sum));
        return counts;
    }

    /** Forgets all calls. */
    public void reset() {
        calls.clear();
    }
}
