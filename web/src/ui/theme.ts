/** Mantine in the practice's colour, in light and dark. */
import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core';
import { type Brand, brandFor, shades } from './brand';

/** Filled things take the practice's readable ink, which Mantine would make white in both schemes. */
const variantColorResolver: VariantColorsResolver = (input) => {
  if (input.variant !== 'filled' || input.color === 'danger') {
    return defaultVariantColorsResolver(input);
  }
  return {
    background: 'var(--rb-brand)',
    hover: 'var(--rb-brand-hover)',
    color: 'var(--rb-brand-ink)',
    border: '1px solid transparent',
  };
};

export function themeFor(color: string): MantineThemeOverride {
  const brand = shades(brandFor(color, 'light').fill) as unknown as MantineColorsTuple;
  return createTheme({
    colors: { brand, danger: shades('#b3261e') as unknown as MantineColorsTuple },
    primaryColor: 'brand',
    // Mantine's lighter default shades fail AA
    primaryShade: 9,
    defaultRadius: 'xl',
    fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    headings: { fontWeight: '650' },
    focusRing: 'auto',
    respectReducedMotion: true,
    variantColorResolver,
    components: { Button: Button.extend({ defaultProps: { size: 'md' } }) },
  });
}

export function cssVariablesFor(color: string): CSSVariablesResolver {
  const scheme = ({ fill, ink }: Brand) => ({
    '--rb-brand': fill,
    '--rb-brand-ink': ink,
    '--mantine-color-body': 'var(--rb-bg)',
    '--mantine-color-text': 'var(--rb-ink)',
    '--mantine-color-dimmed': 'var(--rb-mute)',
    '--mantine-color-placeholder': 'var(--rb-mute)',
    '--mantine-color-default': 'var(--rb-card)',
    '--mantine-color-default-hover': 'var(--rb-soft)',
    '--mantine-color-default-color': 'var(--rb-ink)',
    '--mantine-color-default-border': 'var(--rb-rim)',
    '--mantine-primary-color-filled': fill,
  });
  return () => ({
    variables: {},
    light: scheme(brandFor(color, 'light')),
    dark: scheme(brandFor(color, 'dark')),
  });
}
