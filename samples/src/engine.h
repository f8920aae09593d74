// SPDX-License-Identifier: Apache-2.0
// A very small game engine: a world of moving bodies on an integer grid.
#pragma once

#ifdef ENGINE_EXPORTS
#define ENGINE_API extern "C" __declspec(dllexport)
#else
#define ENGINE_API extern "C" __declspec(dllimport)
#endif

struct Vec2 {
  int x;
  int y;
};

enum class Shape : unsigned char { Point, Disc, Wall };

struct Body {
  Vec2 position;
  Vec2 velocity;
  Shape shape;
  int mass;
};

ENGINE_API int engine_version();
ENGINE_API int engine_spawn(const Body *body);
ENGINE_API void engine_step(int ticks);
ENGINE_API int engine_energy();
