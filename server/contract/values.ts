import { z } from 'zod';

export const iso = z.string();

export const count = z.number().int().nonnegative();
